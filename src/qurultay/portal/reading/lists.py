"""Questions about the lists of acts, and the whole lists of calls and commitments."""

from functools import cached_property

from qurultay.portal.reading.asking import Room, question
from qurultay.portal.shelves import BLOCK, Block, Shelf, block_of, shelved


class Lists(Room):
    """Questions about the lists of acts, and the whole lists of calls and commitments."""

    @question(mark=lambda self: [(shelf.sort, shelf.about, len(shelf.numbers)) for shelf in self._shelves])
    def shelves(self) -> tuple[Shelf, ...]:
        """Every list of acts. It grows with every act; a page of one list asks for its block."""
        return self._shelves

    @question()
    def block(self, sort: str, about: str, place: int) -> Block:
        """One page of a list of acts."""
        return block_of(self._shelf[sort, about], place)

    @question()
    def shelf_page(self, sort: str, about: str) -> str | None:
        """The newest page of a list of acts, where there is such a list."""
        shelf = self._shelf.get((sort, about))
        return None if shelf is None else shelf.page(shelf.blocks - 1)

    @question()
    def acts_in(self, sort: str, about: str) -> tuple[int, ...]:
        """The numbers of all acts of a list, oldest first."""
        shelf = self._shelf.get((sort, about))
        return () if shelf is None else shelf.numbers

    @question()
    def ref_blocks(self, sort: str) -> int:
        """On how many pages the whole list of calls or commitments stands."""
        return max(1, -(-len(self._refs(sort)) // BLOCK))

    @question()
    def refs(self, sort: str, place: int) -> tuple[str, ...]:
        """One page of the whole list of calls or commitments, oldest first."""
        return self._refs(sort)[place * BLOCK : (place + 1) * BLOCK]

    @cached_property
    def _shelves(self) -> tuple[Shelf, ...]:
        return shelved(self.book.entries)

    @cached_property
    def _shelf(self) -> dict[tuple[str, str], Shelf]:
        return {(shelf.sort, shelf.about): shelf for shelf in self._shelves}

    def _refs(self, sort: str) -> tuple[str, ...]:
        return tuple(self.book.calls if sort == "calls" else self.book.commitments)
