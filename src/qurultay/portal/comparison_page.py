"""Two records laid side by side, as one page that needs nothing else: facts in a fixed order, and no verdict (C10).

Both sides stand in the same row under the same words, and exchanging them exchanges the columns and nothing more. The
page takes no words from either record: posts, persons and keepers are told by what both records call them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qurultay.acts.act import number_in
from qurultay.portal.languages import INTERFACE, language
from qurultay.portal.reasons import reason, with_reasons
from qurultay.portal.values import Code, Named, Phrase, Saying, Several, State, Table, Value
from qurultay.portal.voice import Voice
from qurultay.record.branch import Branch
from qurultay.record.comparing import After, Comparison, Continuation, KeyUse, Sitting
from qurultay.record.unentered import Unentered

SIDES = ("A", "B")
MOST = 40
"""How many acts of a side are told one by one."""
Row = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the facts of C10, in its order: its heading, sentences and table."""

    heading: str
    words: tuple[Value, ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class ComparedView:
    """The page: what was laid side by side, and the sections."""

    sources: tuple[str, str]
    sections: tuple[Section, ...]


def comparison_page(found: Comparison, sides: tuple[Branch, Branch], sources: tuple[str, str], code: str) -> bytes:
    """The page in one language. `sources` says where each side was read. Raises `LookupError` for no such language."""
    voice = Voice(language(code))
    view = ComparedView(sources, tuple(sections_of(found, sides)))
    values = {
        "view": view,
        "lang": code,
        "dir": voice.dir,
        "unreviewed": not voice.language.reviewed,
        "style": _style(),
    }
    return _environment(voice).get_template("compare.html").render(values).encode()


def sections_of(found: Comparison, sides: tuple[Branch, Branch]) -> Iterator[Section]:
    """Every fact, in the order in which it is to be read."""
    yield Section("beginnings", tuple(_beginnings(found, sides)), _sides("beginnings", _lengths(found, sides)))
    if not found.related:
        return
    yield Section(
        "keys", (), Table(Saying("compare.keys"), ("key", "holder", *SIDES_AS_COLUMNS), tuple(map(_key, found.keys)))
    )
    yield Section("after", (), _after(found))
    undisputed: Row = (Saying("compare.undisputed-row"), *map(_acts, found.undisputed))
    one_sided: Row = (Saying("compare.one-sided-row"), *map(_acts, found.one_sided))
    rows = [undisputed, one_sided] if found.same_founding else [undisputed]
    yield Section("undisputed", (), _sides("undisputed", rows))
    yield Section("sittings", (), _sittings(found))
    yield Section("keepers", (), _sides("keepers", [(Saying("compare.keepers-row"), *map(_refs, found.keepers))]))
    yield Section("muster", tuple(_muster_words(found)), _muster(found))
    witnesses = [(Saying("compare.witnesses-row"), *map(_codes, found.witnesses))]
    yield Section("witnesses", (Saying("compare.one-history"),), _sides("witnesses", witnesses))
    if found.unentered:
        yield Section("unentered", (Saying("compare.unentered-lede"),), _unentered(found))
    ends: list[Row] = [
        (Saying("compare.contested-row"), *map(_acts, found.contested)),
        (Saying("compare.concluded-row"), *map(_concluded, found.concluded)),
        *_acknowledged(found),
    ]
    yield Section("ends", (), _sides("ends", ends))


SIDES_AS_COLUMNS = ("side-a", "side-b")


def _sides(name: str, rows: Sequence[Row]) -> Table:
    """A row for each fact, and a column for each side."""
    return Table(Saying(f"compare.{name}"), ("fact", *SIDES_AS_COLUMNS), tuple(rows))


def _beginnings(found: Comparison, sides: tuple[Branch, Branch]) -> Iterator[Value]:
    if found.same_founding:
        last = sides[0].entries[found.shared - 1]
        entered = datetime.fromtimestamp(last.entered, UTC)
        yield Saying.of("compare.last-common", act=found.shared - 1, moment=entered)
        if not found.forked:
            yield Saying("compare.no-fork")
    for each in found.continuations:
        yield from _continuation(each)
    if not found.related:
        yield Saying("compare.nothing-shared")


def _continuation(each: Continuation) -> Iterator[Value]:
    own, other = SIDES[each.side], SIDES[1 - each.side]
    key = "compare.claims" if each.claim_only else "compare.continues"
    ground = Saying(f"ground.{each.ground}") if each.ground else Saying("compare.no-ground")
    yield Saying.of(key, own=own, other=other, act=each.size - 1, ground=ground)
    if not each.head_agrees:
        yield Saying.of("compare.head-differs", own=own, other=other)
    yield Saying.of(
        "compare.keepers-founding", own=own, other=other, who=_refs(each.keepers), needed=each.keepers_needed
    )
    if each.takes:
        runs = Several(tuple(_run(first, last) for first, last in each.takes))
        yield Saying.of("compare.takes", own=own, other=other, acts=runs)


def _lengths(found: Comparison, sides: tuple[Branch, Branch]) -> list[Row]:
    broken = tuple((("en", each),) if each is not None else Saying("compare.nothing") for each in found.broken)
    return [
        (Saying("compare.founding-row"), *(Code(side.founding) for side in sides)),
        (Saying("compare.size-row"), *found.sizes),
        (Saying("compare.broken-row"), *broken),
    ]


def _key(use: KeyUse) -> Row:
    owner, key = use.key.post or use.key.keeper or "", Code(use.key.material.hex()[2:14])
    holder = Named(use.key.person, ()) if use.key.person else None
    return (Saying.of("compare.key", owner=Named(owner, ()), key=key), holder, *map(_acts, use.signed))


def _sittings(found: Comparison) -> Table:
    rows = tuple(_sitting(side, each) for side, held in zip(SIDES, found.sittings, strict=True) for each in held)
    return Table(Saying("compare.sittings"), ("side", "session", "notice", "present", "filled", "quorum"), rows, head=1)


def _sitting(side: str, each: Sitting) -> Row:
    notice = Saying.of("compare.notice", count=each.notice, asked=each.notice_asked)
    session: Value = Named(each.session, ())
    if each.second_of is not None:
        session = Saying.of("compare.second-of", session=session, first=Named(each.second_of, ()))
    if each.opened is None or each.present is None or each.entitled is None:
        return (side, session, notice, Saying("compare.not-opened"), each.filled_at_fork, None)
    present = Saying.of("present.of", present=each.present, entitled=each.entitled)
    met = State("done", Saying("compare.quorum")) if each.quorum_met else State("late", Saying("compare.no-quorum"))
    return (side, session, notice, present, each.filled_at_fork, met)


def _after(found: Comparison) -> Table:
    """What happened on each side, and when: the acts after the fork, of a long history its first and its last."""
    rows: list[Row] = []
    for side, acts in zip(SIDES, found.after, strict=True):
        left_out = range(MOST // 2, len(acts) - MOST // 2)
        for at, each in enumerate(acts):
            if at not in left_out:
                rows.append((side, *_happened(each)))
            elif at == left_out.start:
                rows.append((side, Saying.of("compare.left-out", count=len(left_out)), None, None, None))
    return Table(Saying("compare.after"), ("side", "act", "day", "entered", "signed-by"), tuple(rows), head=1)


def _happened(each: After) -> Row:
    what = Saying.of("compare.happened", act=_act(each.number), kind=Saying(f"kind.{each.kind}"))
    if each.about:
        about = Several(tuple(dict.fromkeys(_act(number_in(ref)) for ref in each.about)))
        what = Saying.of("compare.happened-about", act=_act(each.number), kind=Saying(f"kind.{each.kind}"), about=about)
    return (what, each.date, datetime.fromtimestamp(each.entered, UTC), _refs(each.signatories))


def _unentered(found: Comparison) -> Table:
    rows = tuple(_refused(each) for each in found.unentered)
    return Table(Saying("compare.unentered"), ("text", "signed-by", "seen-by", *SIDES_AS_COLUMNS), rows)


def _refused(each: Unentered) -> Row:
    """A text that a gate did not enter: what it is, who signed it, who saw it when, and what became of it on each side."""
    about = Several(tuple(_act(number_in(ref)) for ref in each.about)) if each.about else Saying("compare.nothing")
    text = Saying.of(
        "compare.refused", kind=Saying(f"kind.{each.kind}"), day=each.date, about=about, text=Code(each.text[:16])
    )
    seen = tuple(
        Saying.of("compare.seen", witness=Code(by.name), moment=datetime.fromtimestamp(by.time, UTC))
        for by in each.seen
    )
    fates = map(_fate, each.entered, each.against)
    return (text, _codes(tuple(name.rpartition("/")[2] for name in each.signed)), Several(seen), *fates)


def _fate(number: int | None, against: str | None) -> Value:
    if number is not None:
        return Saying.of("compare.entered-as", act=_act(number))
    return Saying.of("compare.law-said", sentence=_law(against)) if against else Saying("compare.law-silent")


def _law(sentence: str) -> Phrase:
    """What the law of a side said, in each language; behind it stand the exact words, which are English."""
    said = reason("", sentence, Named)
    voices = [Voice(with_reasons(language(code))) for code in INTERFACE if code != "en"] if said is not None else []
    return (("en", sentence), *((voice.code, f"{voice.plain(said)} ({sentence})") for voice in voices))


def _muster_words(found: Comparison) -> Iterator[Value]:
    held = found.muster
    if held is None:
        yield Saying("compare.no-muster")
        return
    yield Saying.of("compare.muster-of", act=held.act, entitled=held.entitled)
    if held.both:
        yield Saying.of("compare.both", who=_refs(held.both))


def _muster(found: Comparison) -> Table | None:
    if found.muster is None:
        return None
    entitled, stand = found.muster.entitled, found.muster.stand
    counts = tuple(Saying.of("compare.of", count=len(seats), entitled=entitled) for seats in stand)
    rows: list[Row] = [(Saying("compare.muster-row"), *counts), (Saying("compare.seats-row"), *map(_refs, stand))]
    return _sides("muster", rows)


def _acknowledged(found: Comparison) -> Iterator[Row]:
    """Whether a record acknowledges that the other continues it stands in the column of the one that would."""
    for each in found.continuations:
        said = Saying("compare.no") if each.acknowledged_by is None else _act(each.acknowledged_by)
        sides: list[Value | None] = [None, None]
        sides[1 - each.side] = said
        yield (Saying("compare.acknowledged-row"), *sides)


def _concluded(number: int | None) -> Value:
    return Saying("compare.no") if number is None else _act(number)


def _act(number: int) -> Value:
    return Saying.of("ref.act", number=number)


def _acts(numbers: tuple[int, ...]) -> Value:
    """Numbers of acts in runs: 3 to 5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return Several(tuple(_run(first, last) for first, last in runs)) if runs else Saying("compare.nothing")


def _run(first: int, last: int) -> Value:
    return _act(first) if first == last else Saying.of("compare.run", first=first, last=last)


def _refs(refs: tuple[str, ...]) -> Value:
    return Several(tuple(Named(ref, ()) for ref in refs)) if refs else Saying("compare.nobody")


def _codes(names: tuple[str, ...]) -> Value:
    return Several(tuple(Code(name) for name in names)) if names else Saying("compare.nobody")


def _style() -> Markup:
    """The portal's stylesheet without its faces: the page is one file, and takes those of the reader's device."""
    text = files("qurultay.portal").joinpath("static/style.css").read_text("utf-8")
    return Markup(re.sub(r"@font-face\s*\{[^}]*\}", "", text).replace("</", "<\\/"))


def _environment(voice: Voice) -> Environment:
    made = Environment(
        loader=PackageLoader("qurultay.portal"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals = {
        "say": voice.say,
        "tell": voice.tell,
        "words": lambda key, /, **places: voice.attribute(Saying.of(key, **places)),
        "plain": voice.attribute,
        "column_head": lambda column: voice.say(f"column.{column}"),
        "or_dash": lambda value: Markup("–") if value is None else voice.tell(value),
    }
    return made
