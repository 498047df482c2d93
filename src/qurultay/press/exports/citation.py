"""How is an act cited? By body, title, number and day; with the act's number and short code, which find it for ever."""

from typing import Literal, get_args

from qurultay.press.setting.labels import labels
from qurultay.press.setting.original import Original, check_address

Style = Literal["plain", "un", "apa", "chicago", "bibtex", "ris"]
STYLES: tuple[str, ...] = get_args(Style)


def citations(original: Original, number: int | None, language: str) -> dict[str, str]:
    """The citation in each style. `number` is that of the act in the record, which only an entered act has."""
    return {style: citation(original, number, language, style) for style in STYLES}


def citation(original: Original, number: int | None, language: str, style: str) -> str:
    """The citation in one style: as a sentence, as UN documents cite, APA 7, Chicago 17, BibTeX, RIS."""
    act, says = original.act, labels(language)
    body = original.name(next(iter(act.issuers), None), language)
    form = getattr(act.body, "form", None) or getattr(act.body, "text", None) or act.kind
    title = " ".join(original.best("title", language).split()) or says.words.get(f"of.{form}", act.kind)
    series = getattr(act.body, "number", None) or ""
    where = check_address(original, language)
    place = f"act {number}" if number is not None else "act"
    label = original.book.label
    match style:
        case "un":
            return (
                ", ".join(part for part in (body, title, series, f"{says.day(act.date)}, {label}/{act.id}") if part)
                + "."
            )
        case "apa":
            numbered = f" ({series})" if series else ""
            return (
                f"{body}. ({act.date:%Y, %B} {act.date.day}). {title}{numbered} [{place}, {act.id}]. {where}".rstrip()
                + ("" if where else ".")
            )
        case "chicago":
            numbered = f" {series}." if series else ""
            return f"{body}. “{title}.”{numbered} {act.date:%B} {act.date.day}, {act.date.year}. {label}, {place} ({act.id}). {where}".rstrip()
        case "bibtex":
            return _bibtex(act.id, {"author": f"{{{body}}}", "title": title, "number": series, "date": act.date.isoformat(),
                                    "year": str(act.date.year), "note": f"{label}, {place} ({act.id})", "url": where})  # fmt: skip
        case "ris":
            rows = [("TY", "LEGAL"), ("AU", body), ("TI", title), ("M1", series), ("DA", act.date.strftime("%Y/%m/%d")),
                    ("AN", f"{label} {place} {act.id}"), ("LA", language), ("UR", where), ("ER", "")]  # fmt: skip
            return "\n".join(f"{key}  - {' '.join(said.split())}" for key, said in rows if said or key == "ER")
        case _:
            numbered = f" {series}" if series else ""
            return f"{body}, {title}{numbered}, {says.day(act.date)}, {place} ({act.id}) of {label}"


def _bibtex(key: str, fields: dict[str, str]) -> str:
    rows = "".join(f"  {name} = {{{_latex(said)}}},\n" for name, said in fields.items() if said)
    return f"@misc{{{key},\n{rows}}}"


def _latex(words: str) -> str:
    """Letters that mean something to BibTeX; a pair of braces that is ours stays."""
    inner = words[1:-1] if words[:1] == "{" and words[-1:] == "}" else words
    safe = "".join(
        {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"}.get(c, f"\\{c}" if c in "&%$#_" else c) for c in inner
    )
    return f"{{{safe}}}" if inner != words else safe
