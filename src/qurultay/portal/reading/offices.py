"""Questions about bodies, posts and seats: who holds, held and acted."""

from functools import cached_property
from typing import NamedTuple

from qurultay.acts.acting import Acting, acting
from qurultay.acts.book import EnrolledKey, OrganisationState, PostState, Tenure
from qurultay.portal.holding import Acted, Waiting, acted, waiting
from qurultay.portal.reading.asking import Room, question


class Sitting(NamedTuple):
    """A seat on a day: whose community it is, and the tenure of who sits in it; None where it stands empty."""

    seat: str
    community: str | None
    tenure: Tenure | None


class Offices(Room):
    """Questions about bodies, posts and seats: who holds, held and acted."""

    @question()
    def organisation(self, ref: str) -> OrganisationState | None:
        """A body and its life."""
        return self.book.organisations.get(ref)

    @question()
    def post(self, ref: str) -> PostState | None:
        """A post and its life."""
        return self.book.posts.get(ref)

    @question()
    def posts_in(self, body: str) -> tuple[str, ...]:
        """The posts of a body, those that have ended too."""
        return tuple(ref for ref, post in self.book.posts.items() if post.what.body == body)

    @question()
    def bodies_in(self, body: str) -> tuple[str, ...]:
        """The bodies within a body."""
        return tuple(ref for ref, each in self.book.organisations.items() if each.what.within == body)

    @question()
    def seating(self, body: str) -> tuple[Sitting, ...]:
        """The seats of a body on the day of the last act: whose community each is, and who sits there."""
        book, found = self.book, []
        for seat in book.seats_of(body, self.day):
            held = book.holder(seat.id, self.day)
            found.append(
                Sitting(seat.id, seat.community, held if held is not None and held.runs_on(self.day) else None)
            )
        return tuple(found)

    @question()
    def guaranteed(self) -> tuple[tuple[str, int], ...]:
        """How many seats each community is guaranteed."""
        return tuple((ref, each.guaranteed) for ref, each in self.book.communities.items())

    @question()
    def communities(self) -> tuple[str, ...]:
        """The communities, in the order of the founding."""
        return tuple(self.book.communities)

    @question()
    def community_of(self, seat: str) -> str | None:
        """The community to which a seat is guaranteed."""
        held = self.book.seats.get(seat)
        return held.community if held else None

    @question()
    def holder(self, place: str) -> Tenure | None:
        """Who holds a post or seat on the day of the last act."""
        return self.book.holder(place, self.day)

    @question()
    def acting(self, post: str) -> Acting | None:
        """Who acts for a post on the day of the last act, if anybody."""
        return acting(self.book, post, self.day)

    @question()
    def acted(self, post: str) -> tuple[Acted, ...]:
        """Who acted for a post, from when until when."""
        return acted(self.book, post, self.day)

    @question()
    def waiting(self, post: str) -> tuple[Waiting, ...]:
        """Who was chosen for a post and has not taken office by the day of the last act."""
        return waiting(self.book, post, self.day)

    @question()
    def keys_of(self, post: str) -> tuple[EnrolledKey, ...]:
        """Every key with which holders of a post signed, and sign, acts."""
        return tuple(key for key in self.book.keys.values() if key.post == post and key.use == "acts")

    @question()
    def held_by(self, person: str) -> tuple[Tenure, ...]:
        """Every post and seat somebody held, in the order in which they began."""
        return tuple(self._held_by.get(person, ()))

    @question()
    def tenures(self, place: str) -> tuple[Tenure, ...]:
        """Everybody who held a post or seat, in order."""
        return tuple(self.book.tenures.get(place, ()))

    @cached_property
    def _held_by(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for tenure in sorted((t for held in self.book.tenures.values() for t in held), key=lambda t: t.from_):
            found.setdefault(tenure.person, []).append(tenure)
        return found
