"""The law of recovery: what k keepers may do, how an objection raises the bar, and what stands still meanwhile.

A recovery is announced by k of n keepers, waits thirty days in public, and then does a closed list of things:
it gives keys to holders, seats caretakers where nobody can sign, changes the operator, and replaces keepers'
keys. k − 1 keepers can do nothing; k can do nothing unseen (register law §3, A2, C8, design §3a.6).
"""

from collections import Counter
from collections.abc import Iterator

from qurultay.acts.amending import Contested
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Announced, Attested, Recovered, Seated
from qurultay.acts.law_of_keys import new_key
from qurultay.acts.matter import Matter
from qurultay.acts.muster import breaches as muster_breaches
from qurultay.acts.muster import carried_by_muster
from qurultay.tlog.armour import unarmour

Recovery = Announced | Attested | Recovered


def recovery(body: Recovery, matter: Matter) -> Iterator[Breach]:
    """What is out of order about announcing, attesting and recovering, signatures apart."""
    match body:
        case Announced():
            yield from _announcement(body, matter.book)
        case Attested():
            yield from _nobodys(matter)
            yield from (Breach("attested", sentence) for sentence in muster_breaches(body.attestations, matter.book))
        case Recovered():
            yield from _recovered(body, matter)


def _nobodys(matter: Matter) -> Iterator[Breach]:
    """Where the rules ask for nobody's signature, the entry line stands alone (design §3a.9).

    Whoever carries attestations to the gate adds nothing to them: an office under them would seem to vouch for a count.
    """
    asked = [row for row in matter.rows or () if row.needs or row.keepers]
    if matter.rows is not None and not asked and matter.act.signatories:
        yield Breach("attested", "attestations are entered by the gate alone; name no signatory")


def standing_still(matter: Matter) -> Iterator[Breach]:
    """Since keepers named another gate, only keepers' acts, attestations and objections enter, until they are done.

    Whoever still holds officers' keys, or holds their owners, could otherwise fill the month with acts.
    """
    act, book = matter.act, matter.book
    if book.recovering is None or isinstance(act.body, Contested | Attested | Recovered):
        return
    if not act.signatories or not all(signatory.startswith("keeper/") for signatory in act.signatories):
        yield Breach(
            "recovery",
            "since act {number} announced a recovery, only keepers' acts and objections enter, until it is done",
            number=book.recovering,
        )


def objected(book: Register, text_hash: str) -> int | None:
    """The announcement of this recovery that an officer contests, the contest still being open (register law §3)."""
    for number in book.announced.get(text_hash, ()):
        openers = book.standing_of(number).contesters
        if any(not signatory.startswith("keeper/") for by in openers for signatory in by):
            return number
    return None


def needs_muster(body: Recovered, text_hash: str, matter: Matter) -> Iterator[Breach]:
    """An officer's objection, or a post taken from who holds it, asks for a majority of the muster besides k keepers."""
    book = matter.book
    first = min(book.announced.get(text_hash, ()), default=None)
    if carried_by_muster(book, text_hash, first):
        return
    contested = objected(book, text_hash)
    if contested is not None:
        yield Breach(
            "no-muster",
            "an officer objects to the recovery announced by act {contested}; besides the keepers it now needs a majority of the last muster",
            contested=contested,
        )
    for each in body.signers:
        yield from _held_by_another(each, matter)


def _held_by_another(seated: Seated, matter: Matter) -> Iterator[Breach]:
    held, day = matter.book.holder(seated.post, matter.day), matter.day
    if held is None or held.person == seated.person or held.caretaker or not held.runs_on(day):
        return
    if held.impeded_since is not None and held.impeded_since <= day <= held.impeded_until:
        return
    yield Breach(
        "no-muster",
        "{person} holds {post} until {until}; keepers remove nobody: give {person} another key, or gather a majority of the last muster",
        person=held.person,
        post=seated.post,
        until=held.until,
    )


def _announcement(body: Announced, book: Register) -> Iterator[Breach]:
    if (body.gate is None) != (body.log is None):
        yield Breach("recovery", "a lost operator is replaced by a gate and a log together; name both or neither")
    if body.gate is None or body.log is None:
        return
    if body.class_ != "recovery":
        yield Breach("recovery", "only the announcement of a recovery names another gate and log")
    yield from new_key("gate", body.gate, book)
    yield from new_key("log", body.log, book)
    if unarmour(body.gate)[1:] == unarmour(body.log)[1:]:
        yield Breach("key-again", "the gate and the log are given one key; one key has one purpose")


def _recovered(body: Recovered, matter: Matter) -> Iterator[Breach]:
    """The closed list, each thing once."""
    book = matter.book
    if not (body.signers or body.keepers or body.gate or body.log):
        yield Breach("recovery", "name what is given back: keys of posts, of keepers, or of gate and log")
    for each in body.signers:
        post = book.posts.get(each.post)
        if post is None or post.until < matter.act.date or post.what.signs != "yes":
            yield Breach(
                "recovery", "{post} is no post that signs; keepers give back only what signs acts", post=each.post
            )
        yield from new_key("acts", each.key, book)
    for keeper in body.keepers:
        if keeper.keeper not in book.keepers:
            yield Breach("recovery", "there is no {keeper}", keeper=keeper.keeper)
        yield from new_key("keeper", keeper.key, book)
    if body.gate is not None:
        yield from new_key("gate", body.gate, book)
    if body.log is not None:
        yield from new_key("log", body.log, book)
    yield from _each_once(body)


def _each_once(body: Recovered) -> Iterator[Breach]:
    named = [e.post for e in body.signers] + [e.person for e in body.signers] + [e.keeper for e in body.keepers]
    keys = [*(e.key for e in body.signers), *(e.key for e in body.keepers), *filter(None, (body.gate, body.log))]
    for what, number in Counter([*named, *(unarmour(key)[1:].hex()[:16] for key in keys)]).items():
        if number > 1:
            yield Breach(
                "recovery",
                "{what} stands {number} times in the recovery; one post, one person, one key",
                what=what,
                number=number,
            )
