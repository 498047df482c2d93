"""Why ballots, rules or lots are not taken: one sentence that says where, what, and how to mend it."""

from qurultay.tlog.errors import Refused


class Uncountable(Refused):
    """What was handed over cannot be counted as it stands.

    >>> raise Uncountable("ward.blt, line 3, column 7", "candidate 9 is named, but only 5 stand", "correct the number")
    Traceback (most recent call last):
    qurultay.counting.refusal.Uncountable: ward.blt, line 3, column 7: candidate 9 is named, but only 5 stand; correct the number.
    """

    def __init__(self, where: str, what: str, mend: str) -> None:
        super().__init__("uncountable", f"{where}: {what}; {mend}.")
        self.where, self.what, self.mend = where, what, mend
