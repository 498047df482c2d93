"""Can every call be followed up: does it say to whom, what, and by when? Does a letter say by when it hopes for a reply?"""

from collections.abc import Iterator

from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence


def check_calls(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Calls and appeals that nobody could be held to."""
    for number, call in enumerate(version.calls or (), 1):
        if not call.addressee:
            yield version.finding(
                "call-nobody",
                call.start,
                call.end,
                Sentence("call {number} is made to nobody in particular", number=number),
            )
        elif not call.words:
            yield version.finding(
                "call-nothing",
                call.start,
                call.end,
                Sentence("call {number} does not say what is to be done", number=number),
            )
        if call.due is None:
            yield version.finding(
                "call-undated", call.start, call.end, Sentence("call {number} names no day by which", number=number)
            )
    if version.form == "letter" and version.calls and version.reply_by is None:
        yield version.about("reply-undated", "the letter asks for something and names no day for a reply")
