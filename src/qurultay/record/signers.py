"""Did enough persons sign for the class of an act, of the right posts, none of them barred (register law §3)?"""

from collections.abc import Iterator
from typing import NamedTuple

from qurultay.acts.act import Act
from qurultay.acts.book import Register, Tenure
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Recovered
from qurultay.acts.classes import CARETAKER, TRANSITION
from qurultay.acts.law import Matter
from qurultay.acts.law_of_amending import by_keepers, standing_stops
from qurultay.acts.law_of_recovery import needs_muster
from qurultay.acts.muster import carried_by_muster
from qurultay.acts.office import Elected, Vacated
from qurultay.acts.rules import HOLDER, Class, ClassRow
from qurultay.tlog.sentence import Sentence


class Signer(NamedTuple):
    """A signatory whose signature counts, and the person behind it."""

    signatory: str
    person: str
    tenure: Tenure | None
    through: str | None = None


def class_breaches(matter: Matter, signers: list[Signer], text_hash: str) -> Iterator[Breach]:
    """Each row the act falls under must be satisfied by distinct persons (register law §3)."""
    act, rows, cases = matter.act, matter.rows, matter.cases
    if rows is None:
        return
    if not act.signatories and not all(row.needs == 0 and row.keepers == 0 for row in rows):
        yield Breach("no-signatory", "the act names nobody who signs it")
    stopped = text_hash in matter.book.stopped
    for row in rows:
        more = _more(row.class_, text_hash, matter.book) if stopped else 0
        yield from _row(row, matter, signers, more, text_hash)
    if isinstance(act.body, Recovered):
        yield from needs_muster(act.body, text_hash, matter)
    if not CARETAKER.issuperset(cases):
        yield from _caretakers(matter, signers)
    if TRANSITION.issuperset(cases):
        yield from _outgoing(matter, signers)


def _more(class_: Class, text_hash: str, book: Register) -> int:
    """A stopped text needs one signature more: any stop binds an ordinary act, one by the keepers a grave one."""
    stops = standing_stops(text_hash, book)
    if class_ == "ordinary":
        return 1 if stops else 0
    return 1 if class_ == "grave" and any(by_keepers(stop, book) for stop in stops) else 0


def _row(row: ClassRow, matter: Matter, signers: list[Signer], more: int, text_hash: str) -> Iterator[Breach]:
    if row.posts == (HOLDER,):
        yield from _holder_alone(matter.act, signers)
        return
    needs, keepers = row.needs + more, len([s for s in signers if s.signatory.startswith("keeper/")])
    if _enough_otherwise(row, needs, keepers, matter, signers):
        return
    counted = {s.person for s in signers if s.signatory in row.posts}
    stopped = more and len({s.person for s in signers}) < needs + bool(row.also)
    if len(counted) < row.needs or stopped:
        again = Sentence(", and one more of any post or keeper because the text was stopped") if more else ""
        yield Breach(
            "too-few-signatures",
            "{case} needs {needs} persons from {posts}{again}; {signed} signed",
            case=row.case,
            needs=row.needs,
            posts=row.posts,
            again=again,
            signed=len(signers),
        )
    elif row.also and not any(len(counted - {person}) >= row.needs for person in _completing(row, matter, signers)):
        yield Breach(
            "no-presiding-signature",
            "{case} is {class_}: besides {needs} signatures it needs one from {also}, by somebody with no executive post (A1)",
            case=row.case,
            class_=row.class_,
            needs=row.needs,
            also=row.also,
        )
    if keepers < row.keepers and not (row.class_ == "entrenched" and _muster_carries(text_hash, matter.book)):
        yield Breach(
            "too-few-keepers",
            "{case} is {class_}: {needs} keepers must sign; {signed} did",
            case=row.case,
            class_=row.class_,
            needs=row.keepers,
            signed=keepers,
        )


def _muster_carries(text_hash: str, book: Register) -> bool:
    """Instead of k keepers, a majority of the muster that sat before the announcement can carry it (register law §3)."""
    announced = book.announced.get(text_hash, ())
    return bool(announced) and carried_by_muster(book, text_hash, min(announced))


def _holder_alone(act: Act, signers: list[Signer]) -> Iterator[Breach]:
    place = act.body.place if isinstance(act.body, Vacated) else ""
    if [signer.signatory for signer in signers] != [place]:
        yield Breach("holder-alone", "only the holder of {place} can sign this, and alone", place=place)


def _enough_otherwise(row: ClassRow, needs: int, keepers: int, matter: Matter, signers: list[Signer]) -> bool:
    """Acts of transition rest on any two of the posts the rules list for them, and k keepers lay any key to rest."""
    if row.case in TRANSITION:
        return all(len({s.person for s in signers if s.signatory in r.transition}) >= needs for r in matter.clocks)
    return row.case in ("impeded", "key-revoked/suspended") and keepers >= matter.rules.keepers_needed


def _completing(row: ClassRow, matter: Matter, signers: list[Signer]) -> Iterator[str]:
    """Who signed from the posts that complete a grave act, and holds no executive post besides."""
    for signer in signers:
        if signer.signatory in row.also:
            held = matter.book.posts_of(signer.person, matter.act.date)
            if not any(state.what.role == "executive" for state in held):
                yield signer.person


def _caretakers(matter: Matter, signers: list[Signer]) -> Iterator[Breach]:
    """Who holds over on the act's date, or at its entry, signs as a caretaker: a date set back helps nobody (T4, A9)."""
    for signer in signers:
        now = matter.book.holder(signer.signatory, matter.day)
        at_entry = now is not None and now.person == signer.person and now.until < matter.day
        seated = (signer.tenure is not None and signer.tenure.caretaker) or (now is not None and now.caretaker)
        if (
            seated
            or signer.through
            or at_entry
            or (signer.tenure is not None and signer.tenure.until < matter.act.date)
        ):
            cases = sorted(matter.cases)
            yield Breach(
                "caretaker",
                "{person} is only a caretaker in {post}{why}; a caretaker may not sign {cases} (A8, A9)",
                person=signer.person,
                post=signer.signatory,
                why=_why_caretaker(signer),
                cases=cases,
            )


def _why_caretaker(signer: Signer) -> str:
    if signer.through:
        return Sentence(", for which {through} acts", through=signer.through)
    if signer.tenure is None:
        return ""
    if signer.tenure.caretaker:
        return Sentence(", seated by the keepers")
    return Sentence(", whose term ended on {until}", until=signer.tenure.until)


def _outgoing(matter: Matter, signers: list[Signer]) -> Iterator[Breach]:
    """The outgoing holder of a post never signs the act of transition for it, as whatever (design §3a.8)."""
    match matter.act.body:
        case Elected(winners=winners):
            places = {winner.to for winner in winners}
        case Vacated(place=place):
            places = {place}
        case _:
            return
    for place in sorted(place for place in places if place.startswith("post/")):
        held = matter.book.holder(place, matter.act.date)
        for signer in signers:
            if held is not None and signer.person == held.person:
                others = matter.rules.transition
                yield Breach(
                    "outgoing-holder",
                    "{person} holds {place} and may not sign the act that fills or empties it; others of {others} can",
                    person=held.person,
                    place=place,
                    others=others,
                )
