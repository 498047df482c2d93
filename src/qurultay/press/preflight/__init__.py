"""What a careful protocol office would object to: pure checks of a text that return findings, all at once.

`check` asks everything of a text in all its languages. What the checks must know besides the words (dates of events,
names that hold on a day, a body's own terms) stands in facts packs with their sources (`facts`); what no pack knows
is reported as unknown, never as right. Every code stands in the closed table of `codes`.
"""

from qurultay.press.preflight.check import check
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version

__all__ = ["Finding", "Knowledge", "Version", "check"]
