"""Two ways of judging: ours, and that of Debian's belenios-tool 2.0, which lets some falsified archives through."""

from enum import StrEnum

from qurultay.ballots.errors import Refused


class Mode(StrEnum):
    """How strictly an archive is judged."""

    STRICT = "strict"
    BELENIOS_2_0 = "belenios-2.0"


TOLERATED = frozenset(
    {
        "event-missing",
        "ballot-again",
        "ballot-copy",
        "tally-ballots",
        "tally-count",
        "decryption-again",
        "result-again",
    }
)
"""Checks whose failure belenios-tool 2.0 does not notice. What it does notice is refused in both modes."""


class Judge:
    """Decides whether an objection ends the reading; the others are remembered as remarks."""

    def __init__(self, mode: Mode = Mode.STRICT) -> None:
        self.mode = mode
        self.remarks: list[Refused] = []

    def object(self, refused: Refused, *, through: bool = False) -> None:
        """Raises the objection, unless belenios-tool 2.0 would say nothing and it is asked to judge like that."""
        if self.mode is Mode.STRICT or not (through or refused.check in TOLERATED):
            raise refused
        self.remarks.append(refused)
