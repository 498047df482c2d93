"""A signature in a PDF, as far as the PDF alone can tell."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """A signature in a PDF: by which certificate, whether it holds, and whether it covers the whole file unchanged."""

    fingerprint: str
    name: str
    holds: bool
    whole: bool

    @property
    def sound(self) -> bool:
        """Does it hold over every byte, with nothing added since?"""
        return self.holds and self.whole
