"""What does the record say of a seat or a post on a day? The roll never knows better than the record (R8, R9).

A seat's community, whether it is filled and which `person/7` sits there are public and read off the register here; who
that is, the roll alone knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qurultay.acts.book import Register
from qurultay.secretariat.frame.house import Standing


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat or a post on a day: of which body and community, and who holds it from when until when, if anybody does."""

    ref: str
    body: str
    community: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None


def place(book: Register, ref: str, day: date) -> Place | None:
    """The place of this name on a day; None where the record has none."""
    if ref.startswith("seat/"):
        held = book.seats.get(ref)
        if held is None or not held.from_ <= day <= held.until:
            return None
        return _held(book, day, Place(ref=ref, body=held.body, community=held.community or ""))
    post = book.posts.get(ref)
    return _held(book, day, Place(ref=ref, body=post.what.body)) if post is not None else None


def _held(book: Register, day: date, place: Place) -> Place:
    tenure = book.holder(place.ref, day)
    if tenure is None:
        return place
    return Place(
        ref=place.ref, body=place.body, community=place.community,
        person=tenure.person, since=tenure.from_, until=tenure.until,
    )  # fmt: skip


def seats(book: Register, body: str, day: date) -> list[Place]:
    """The seats of a body on a day, in the order of their numbers."""
    found = (place(book, each.id, day) for each in book.seats_of(body, day))
    return sorted((each for each in found if each is not None), key=lambda each: int(each.ref.partition("/")[2]))


def communities(standing: Standing) -> Mapping[str, str]:
    """The communities of the record by everything they are called: `tolun`, `community/tolun`, their public names."""
    found: dict[str, str] = {}
    for ref in standing.book.communities:
        names = {name for _, name in standing.names.get(ref, ())}
        found |= {name.casefold(): ref for name in (ref, ref.partition("/")[2], *names)}
    return found


def by_community(places: list[Place]) -> Iterator[tuple[str, list[Place]]]:
    """The seats of each community, in the order in which the communities first come."""
    for community in dict.fromkeys(each.community for each in places):
        yield community, [each for each in places if each.community == community]
