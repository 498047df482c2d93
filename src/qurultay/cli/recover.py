"""`qurultay recover` and `qurultay announce`: what keepers draft when a body cannot act any more (C8, design §3a.6)."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced, Recovered
from qurultay.cli import screen
from qurultay.cli.at_desk import at_house
from qurultay.cli.drafted import OutputOption, write_draft
from qurultay.cli.house import House, house_around
from qurultay.cli.options import HouseOption, RecordOption
from qurultay.cli.record_here import verified
from qurultay.cli.refusing import Unusable
from qurultay.gazette.beginnings import opening
from qurultay.gazette.preflight import hold_of
from qurultay.press.draft_page import Noted
from qurultay.record import keyfile
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import COSIGNATURE

_OPENING = (
    "A recovery gives back what is needed to act, and nothing else. It is signed by keepers, announced, and enters "
    "30 days later. Take out what is not needed."
)


def recover(
    post: Annotated[
        list[str] | None, typer.Option("--post", metavar="POST", help="A post that is to be able to sign again.")
    ] = None,
    keeper: Annotated[
        list[str] | None, typer.Option("--keeper", metavar="KEEPER", help="A keeper who gets a new key.")
    ] = None,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft a recovery: keys for posts that nobody can sign for any more, and for keepers."""
    if not post and not keeper:
        raise Unusable("Say what is to be given back: --post post/president, --keeper keeper/3, or several.")
    with verified(record, house) as found:
        draft = opening(found, Recovered(), [], _OPENING)
        seats = [_seat(found.book, each) for each in post or []]
        draft.body.add("signers", seats, "who holds the post keeps it under the new key; anybody else is a caretaker")
        keepers = [_keeper(found.book, each) for each in keeper or []]
        draft.body.add("keepers", keepers, "a keeper who lost a key, or who follows another")
        draft.parts.add("reason.en", "SAY WHY", "what happened, in words that anybody may read")
        write_draft(draft, output, "recovery.yaml")


def _seat(book: Register, post: str) -> Noted:
    if post not in book.posts:
        raise Unusable(f"There is no {post!a}; the posts are {', '.join(sorted(book.posts))}.")
    held = book.tenures.get(post, ())
    seat = Noted()
    seat.add("post", post)
    seat.add("person", held[-1].person if held else "person/1", "who held it last; or the caretaker's own number")
    seat.add("key", "PASTE THE NEW KEY", "made by its holder with `qurultay key new`")
    return seat


def _keeper(book: Register, keeper: str) -> Noted:
    if keeper not in book.keepers:
        raise Unusable(f"There is no {keeper!a}; the keepers are {', '.join(book.keepers)}.")
    row = Noted()
    row.add("keeper", keeper)
    row.add("key", "PASTE THE NEW KEY", "made by its holder with `qurultay key new`")
    return row


def announce(
    what: Annotated[str, typer.Argument(metavar="ID", help="The draft on the desk that is to be announced.")],
    operator: Annotated[
        bool, typer.Option("--operator", help="Name this house's gate and log: the old operator is lost.")
    ] = False,
    output: OutputOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the announcement of an entrenched act or a recovery: its 30 days run from there, in public."""
    here = house_around(None, house)
    with at_house(here) as found:
        waiting = found.desk.at(Path(what).name)
        class_, _ = hold_of(waiting.act, found.known.book)
        if class_ not in ("entrenched", "recovery"):
            raise Unusable(f"{waiting.id} is of class {class_}; only entrenched acts and recoveries are announced.")
        if operator and class_ != "recovery":
            raise Unusable("Only a recovery names another gate and log; officers who can sign enter operator-changed.")
    keys = _machines(here) if operator else {}
    body = Announced(class_="recovery" if class_ == "recovery" else "entrenched", text=waiting.text_hash, **keys)
    with verified(None, house) as record:
        draft = opening(record, body, [], f"This announces the draft {waiting.id}. It enters when the hold has run.")
        for name, value in (("class", body.class_), ("text", body.text), *keys.items()):
            draft.body.add(name, value)
        write_draft(draft, output, f"announcement-of-{waiting.id}.yaml")
    screen.say(
        f"The text is the SHA-256 of {waiting.id}; whoever signs can compare it with `qurultay sign {waiting.id}`."
    )


def _machines(house: House) -> dict[str, str]:
    """The public keys of this house's gate and log, as an act names them."""
    (_, gate), (_, log) = (keyfile.public(house.keys / f"{owner}.key") for owner in ("gate", "log"))
    return {"gate": armour(COSIGNATURE + gate[1:]), "log": armour(log)}
