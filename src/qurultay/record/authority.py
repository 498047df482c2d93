"""Did the right persons sign, under the rules known at entry? Decided once, and never again (R0).

`breaches` gathers everything out of order about an act: first what the law of acts says without
regard to signatures, then whose signatures there are. It reads the register of the acts *before* the
act. Two clocks apply: each signatory must hold the post on the act's date *and* at its entry (T4), so
that neither a former president can back-date nor a new one sign for the time before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qurultay.acts.act import Act
from qurultay.acts.book import EnrolledKey, Register, Tenure
from qurultay.acts.breach import Breach
from qurultay.acts.classes import CARETAKER, TRANSITION, cases_of, class_of
from qurultay.acts.law import breaches as law_breaches
from qurultay.acts.law import entry_day, rows_of
from qurultay.acts.law_of_office import enrolled_keys
from qurultay.acts.office import Appointed, Elected, KeyRevoked, Vacated
from qurultay.acts.rules import HOLDER, ClassRow
from qurultay.tlog.armour import unarmour


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature line that holds: the name it bears and the key that made it."""

    name: str
    material: bytes


@dataclass(frozen=True, slots=True)
class _Signer:
    """A signatory whose signature counts, and the person behind it."""

    signatory: str
    person: str
    tenure: Tenure | None


def breaches(act: Act, text_hash: str, signed: Sequence[Signed], book: Register, entered: int) -> Iterator[Breach]:
    """Everything out of order about an act entered at that second with these signatures."""
    found = list(law_breaches(act, book, entered))
    yield from found
    if not book.entries:
        yield from _founding_signatures(act, signed)
        return
    if any(b.code in ("unknown-kind", "no-such-act", "seen-too-early") for b in found):
        return
    day = entry_day(act, book, entered)
    enrolled = {(name, unarmour(key)) for name, key in enrolled_keys(act, book.label)}
    present = {(line.name, line.material) for line in signed}
    for name, _ in sorted(enrolled - present):
        yield Breach("no-possession", f"the key enrolled as {name} did not sign this act; its holder must sign too")
    lines = [line for line in signed if (line.name, line.material) not in enrolled]
    signers: list[_Signer] = []
    yield from _signatories(act, lines, book, day, signers)
    yield from _classes(act, signers, book, text_hash)
    yield from _hold(act, book, text_hash, entered)


def _founding_signatures(act: Act, signed: Sequence[Signed]) -> Iterator[Breach]:
    """Every key that act 0 enrols for signing signs it, and no other (design §3a.1)."""
    enrolled = {(name, unarmour(key)) for name, key in enrolled_keys(act, "")}
    present = {(line.name, line.material) for line in signed}
    for name, _ in sorted(enrolled - present):
        yield Breach("no-possession", f"the founding key of {name} did not sign the founding")
    for name, _ in sorted(present - enrolled):
        yield Breach("stray-signature", f"{name} signed the founding with a key it does not enrol")


def _signatories(
    act: Act, lines: Sequence[Signed], book: Register, day: date, signers: list[_Signer]
) -> Iterator[Breach]:
    """Match signature lines to signatories; what counts is gathered in `signers`."""
    if len(set(act.signatories)) != len(act.signatories):
        yield Breach("signatory-twice", "a signatory is named twice")
    materials = [line.material for line in lines]
    if len(set(materials)) != len(materials):
        yield Breach("key-twice", "one key signed more than once; each person signs with a key of their own")
    used: set[tuple[str, bytes]] = set()
    for signatory in dict.fromkeys(act.signatories):
        keys = [book.keys[line.name, line.material] for line in lines if (line.name, line.material) in book.keys]
        own = [k for k in keys if signatory in (k.post, k.keeper)]
        used |= {(k.name, k.material) for k in own}
        if signatory.startswith("keeper/"):
            yield from _keeper(signatory, own, day, signers)
        else:
            yield from _officer(signatory, own, act, book, day, signers)
    for line in lines:
        if (line.name, line.material) not in used:
            yield Breach(
                "stray-signature", f"a line of {line.name} is by a key that belongs to none of the signatories"
            )
    persons = [s.person for s in signers]
    for person in sorted({p for p in persons if persons.count(p) > 1}):
        yield Breach(
            "person-twice",
            f"{person} signed as {' and '.join(s.signatory for s in signers if s.person == person)}; one person is one signature",
        )


def _keeper(signatory: str, own: list[EnrolledKey], day: date, signers: list[_Signer]) -> Iterator[Breach]:
    if not own:
        yield Breach("missing-signature", f"{signatory} has not signed")
    elif not any(key.in_force(day) for key in own):
        yield Breach("key-ended", f"the key of {signatory} is no longer in force on {day}")
    else:
        signers.append(_Signer(signatory, signatory, None))


def _officer(
    post: str, own: list[EnrolledKey], act: Act, book: Register, day: date, signers: list[_Signer]
) -> Iterator[Breach]:
    """The holder on the date signs, and if another holds the post at entry, that one adopts it by signing too (T4, T5)."""
    if post not in book.posts:
        yield Breach("no-signatory", f"there is no {post}")
        return
    then, now = book.holder(post, act.date), book.holder(post, day)
    if then is None:
        yield Breach(
            "not-holder-on-date", f"nobody held {post} on {act.date}; check the date, or enter the election first"
        )
        return
    theirs = [key for key in own if key.person == then.person]
    if not theirs and own:
        yield Breach("not-holder-on-date", f"{own[0].person} signed as {post}, but {then.person} held it on {act.date}")
        return
    if not theirs:
        yield Breach("missing-signature", f"{then.person} held {post} on {act.date} and has not signed with a key in force")
        return
    if now is not None and now.person == then.person:
        if not any(key.in_force(day) for key in theirs):
            yield Breach("key-ended", _ended(theirs[0], day))
            return
    elif not any(key.in_force(act.date) and not _revoked(key, book) for key in theirs):
        yield Breach("key-ended", _ended(theirs[0], act.date))
        return
    elif not set(cases_of(act, book)) <= TRANSITION and not _adopted_by_successor(own, now, day):
        yield Breach(
            "not-holder-at-entry",
            f"{then.person} held {post} on {act.date} and no longer on {day}; the successor must sign too, or it lapses (T5)",
        )
        return
    signers.append(_Signer(post, then.person, then))


def _adopted_by_successor(own: list[EnrolledKey], now: Tenure | None, day: date) -> bool:
    return now is not None and any(key.person == now.person and key.in_force(day) for key in own)


def _revoked(key: EnrolledKey, book: Register) -> bool:
    return key.ended_by is not None and isinstance(book.entries[key.ended_by].act.body, KeyRevoked)


def _ended(key: EnrolledKey, day: date) -> str:
    if key.suspended_from is not None and day <= key.until:
        return f"the key of {key.name} rests since {key.suspended_from}"
    by = f" by act {key.ended_by}" if key.ended_by is not None else ""
    return f"the key of {key.name} ended on {key.until}{by}; sign again with the present key"


def _classes(act: Act, signers: list[_Signer], book: Register, text_hash: str) -> Iterator[Breach]:
    """Each row the act falls under must be satisfied by distinct persons (register law §3)."""
    rows = rows_of(act, book)
    if rows is None:
        return
    cases = set(cases_of(act, book))
    if not act.signatories and not all(row.needs == 0 and row.keepers == 0 for row in rows):
        yield Breach("no-signatory", "the act names nobody who signs it")
    more = 1 if text_hash in book.stopped else 0
    for row in rows:
        yield from _row(row, act, signers, book, more)
    for signer in signers:
        holding_over = signer.tenure is not None and signer.tenure.until < act.date
        if holding_over and not cases <= CARETAKER:
            yield Breach(
                "caretaker",
                f"the term of {signer.person} in {signer.signatory} ended; who holds over may not sign {', '.join(sorted(cases))} (A9)",
            )
    if cases <= TRANSITION:
        yield from _outgoing(act, signers, book)


def _row(row: ClassRow, act: Act, signers: list[_Signer], book: Register, more: int) -> Iterator[Breach]:
    if row.posts == (HOLDER,):
        place = act.body.place if isinstance(act.body, Vacated) else ""
        if [s.signatory for s in signers] != [place]:
            yield Breach("holder-alone", f"only the holder of {place} can sign this, and alone")
        return
    needs = row.needs + more
    posts = set(row.posts)
    counted = {s.person for s in signers if s.signatory in posts}
    if row.case in TRANSITION and len({s.person for s in signers if s.signatory in _transition(act, book)}) >= needs:
        return
    if len(counted) < needs:
        again = ", one more than usual because the text was stopped" if more else ""
        yield Breach(
            "too-few-signatures",
            f"{row.case} needs {needs} persons from {', '.join(row.posts)}{again}; {len(counted)} signed",
        )
    elif row.also and not any(len(counted - {a}) >= needs for a in _completing(row, act, signers, book)):
        yield Breach(
            "no-presiding-signature",
            f"{row.case} is {row.class_}: besides {needs} signatures it needs one from {', '.join(row.also)}, by somebody with no executive post (A1)",
        )
    keepers = sum(s.signatory.startswith("keeper/") for s in signers)
    if keepers < row.keepers:
        yield Breach("too-few-keepers", f"{row.case} is {row.class_}: {row.keepers} keepers must sign; {keepers} did")


def _transition(act: Act, book: Register) -> tuple[str, ...]:
    return book.rules_on(act.date).rules.transition


def _completing(row: ClassRow, act: Act, signers: list[_Signer], book: Register) -> Iterator[str]:
    for signer in signers:
        if signer.signatory in row.also:
            held = book.posts_of(signer.person, act.date)
            if not any(state.what.role == "executive" for state in held):
                yield signer.person


def _outgoing(act: Act, signers: list[_Signer], book: Register) -> Iterator[Breach]:
    """The outgoing holder of a post never signs the act of transition for it (design §3a.8)."""
    match act.body:
        case Elected(winners=winners):
            places = {w.to for w in winners}
        case Appointed(to=to):
            places = {each.to for each in to}
        case Vacated(place=place):
            places = {place}
        case _:
            return
    for signer in signers:
        if signer.signatory in places:
            yield Breach(
                "outgoing-holder",
                f"the holder of {signer.signatory} may not sign the act that fills or empties it; another of {', '.join(_transition(act, book))} can",
            )


def _hold(act: Act, book: Register, text_hash: str, entered: int) -> Iterator[Breach]:
    """Entrenched and recovery acts enter only after an announcement has stood for their hold (design §3a.5)."""
    rows = rows_of(act, book)
    if rows is None or class_of(rows) not in ("entrenched", "recovery") or act.kind == "announced":
        return
    seconds = book.rules_on(act.date).rules.hold_hours(class_of(rows)) * 3600
    notices = [book.entries[n] for n in book.announced.get(text_hash, ()) if f"act/{n}" not in book.fallen]
    if not any(entered - notice.entered >= seconds for notice in notices):
        yield Breach(
            "not-announced",
            f"an act of class {class_of(rows)} enters {seconds // 86400} days after a notice naming its text {text_hash[:16]}…; announce it first",
        )
