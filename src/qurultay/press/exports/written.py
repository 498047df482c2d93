"""The words of an act in one language, in the shape that every export starts from."""

from dataclasses import dataclass

from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited, Issued
from qurultay.press.provision_text import WrittenText, read_text
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import labels
from qurultay.press.setting.original import Original
from qurultay.press.setting.resolution import adopted_line


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A text with what stands around it: what sort it is, its number and title, how it came about, who signs."""

    language: str
    sort: str
    number: str
    title: str
    day: str
    lead: str
    address: str
    text: WrittenText
    signers: tuple[tuple[str, str], ...]


def written(original: Original, language: str) -> Written:
    """The words of an adopted text, a letter or a deposited document. Raises `Refusal` for another kind of act."""
    body = original.body
    if not isinstance(body, Adopted | Issued | Deposited):
        raise Refusal("the act", f"it is {original.act.kind} and no text", "name a letter or an adopted text")
    says = labels(language)
    sort = body.text if isinstance(body, Adopted) else body.form
    style = f"style.{body.addressee.replace('/', '-')}" if isinstance(body, Issued) and body.addressee else ""
    return Written(
        language=language,
        sort=sort,
        number="" if isinstance(body, Deposited) else body.number or "",
        title=original.best("title", language),
        day=says.day(original.act.date),
        lead=adopted_line(original, body, says) if isinstance(body, Adopted) else "",
        address=original.best(style, language) if style else "",
        text=read_text(original.part("text", language) + "\n"),
        signers=original.signers(language).signers,
    )
