"""What an act would leave of the record's files: the gate enters nothing that every verifier would then call broken.

The judge reads acts; a verifier reads the files too. So the gate looks at the files an act speaks of before it
enters: a ballot archive that must be there, parts that an annulled withholding makes expected again.
"""

from collections.abc import Iterator, Mapping

from qurultay.acts.act import Act, Entry
from qurultay.acts.amending import Annulled, Withheld
from qurultay.acts.book import Register
from qurultay.acts.convening import Closed, ElectionClosing
from qurultay.acts.office import Elected
from qurultay.acts.standing import fallen_in
from qurultay.gazette.objections import Objection
from qurultay.record import heads
from qurultay.record.elections import check_election, with_act
from qurultay.record.errors import Absent, Broken
from qurultay.record.heads_judged import LEEWAY
from qurultay.record.holdings import kept_parts, withheld_by
from qurultay.record.layout import part_path
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.tlog import checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note
from qurultay.tlog.sentence import Sentence


def file_objections(act: Act, parts: Mapping[str, bytes], book: Register, source: Source) -> Iterator[Objection]:
    """What would be broken among the record's files if this act entered with these parts."""
    match act.body:
        case Closed(election=ElectionClosing()) | Elected(election=str()):
            yield from _election(act, book, source)
        case Annulled():
            yield from _brought_back(act, parts, book, source)
        case _:
            pass


def restored(act: Act, book: Register) -> set[str]:
    """The parts that are expected again once this annulment stands: those of withholdings that fall with it."""
    if not isinstance(act.body, Annulled):
        return set()
    fallen = fallen_in([*book.entries, Entry(number=book.size, act=act, entered=0, text_hash="")])
    lifted = [
        e for e in book.entries if isinstance(e.act.body, Withheld) and e.ref in fallen and e.ref not in book.fallen
    ]
    return set(withheld_by(book, lifted).values()) - kept_parts(book)


def clock_objections(source: Source, size: int, now: int) -> Iterator[Objection]:
    """A witness that saw the record at its present size saw it before the next act (design §3a.10)."""
    times = [time for head, note in Record(source).kept_heads() if head.size == size for time in heads.times(note)]
    if times and now < max(times) - LEEWAY:
        yield Objection(
            "head-times",
            "a witness saw the record at {seen} and it is {now} by this clock; set the clock right, or take that head out of witness/heads",
            seen=max(times),
            now=now,
        )


def credible(answer: bytes, entered: int, now: int) -> bytes:
    """The head without lines whose time cannot be: before its last act was entered, or after now.

    A witness that says so by mistake or malice would, once kept, stand against every act that follows. What is no
    head is handed on as it is: the writer says so.
    """
    try:
        _, note = checkpoint.parse(answer)
        return Note(note.text, tuple([line for line in note.lines if _in_time(note.text, line, entered, now)])).encode()
    except Refused:
        return answer


def _in_time(text: bytes, line: Line, entered: int, now: int) -> bool:
    return all(entered - LEEWAY <= time <= now + LEEWAY for time in heads.times(Note(text, (line,))))


def _election(act: Act, book: Register, source: Source) -> Iterator[Objection]:
    """A box closes, and a result is entered, once the archive lies beside the record and holds as the act says."""
    about = Entry(number=book.size, act=act, entered=0, text_hash="")
    for election in with_act(about, book):
        try:
            check_election(source, election, book)
        except Broken as bad:
            yield Objection(
                bad.code,
                "{what}; put the right files there first: qurultay election keep",
                what=Sentence.of(bad.sentence),
            )


def _brought_back(act: Act, parts: Mapping[str, bytes], book: Register, source: Source) -> Iterator[Objection]:
    for digest in sorted(restored(act, book) - set(parts)):
        try:
            source.size(part_path(digest))
        except Absent:
            yield Objection(
                "part-missing",
                "once the withholding falls, the part {part}… is expected again; supply it, the same salt and words",
                part=digest[:16],
            )
