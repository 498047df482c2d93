"""Questions about sessions and elections."""

from hashlib import sha256

from qurultay.acts.book import ElectionState, SessionState
from qurultay.counting.count import Count
from qurultay.counting.recount import counts_in
from qurultay.portal.reading.asking import Room, question
from qurultay.record.layout import Kind, election_path


class Meetings(Room):
    """Questions about sessions and elections."""

    @question()
    def session(self, ref: str) -> SessionState | None:
        """A session from its call to its minutes."""
        return self.book.sessions.get(ref)

    @question()
    def election(self, ref: str) -> ElectionState | None:
        """An election from its opening to its result."""
        return self.book.elections.get(ref)

    @question()
    def election_files(self, opened: str) -> tuple[str, ...]:
        """The files of an election that are in this copy of the record."""
        return tuple(path for path in self.material.elections if path.startswith(f"election/{opened}."))

    @question(mark=lambda self, opened: [sha256(data).hexdigest() for data in self._counted(opened)])
    def counts(self, opened: str) -> tuple[Count, ...]:
        """The counts of an election, question by question, made anew; none where no transcript is in this copy."""
        files = self._counted(opened)
        return counts_in(*files, opened) if files else ()

    def _counted(self, opened: str) -> tuple[bytes, bytes] | tuple[()]:
        """The transcripts of an election's counts and its archive, where both are in this copy."""
        told, archive = (self.material.box(election_path(opened, kind)) for kind in (Kind.COUNT, Kind.ARCHIVE))
        return (told, archive) if told is not None and archive is not None else ()
