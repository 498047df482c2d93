"""The counts of a secret election, made anew out of its archive: a transcript on a line for each question, in their order.

In a record they lie beside the archive, as `election/ID.count.json`. Questions after the last line are counted nowhere.
"""

from qurultay.counting.belenios import read_archive
from qurultay.counting.count import Count
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import MOST_BYTES, read_transcript, replay


def counts_in(transcripts: bytes, archive: bytes, name: str) -> tuple[Count, ...]:
    """Count each question again and compare its transcript, word by word. That the archive holds is for `ballots/`.

    Raises `Differs` at the first difference and `Uncountable` where something is no transcript, or there is none.
    """
    if len(transcripts) > MOST_BYTES:
        raise Uncountable(name, f"it has more than {MOST_BYTES // 1024**2} MB", "name the right file")
    lines = transcripts.removesuffix(b"\n").split(b"\n")
    return tuple(_counted(line, archive, question, name) for question, line in enumerate(lines, 1))


def _counted(transcript: bytes, archive: bytes, question: int, name: str) -> Count:
    kind = read_transcript(transcript, name)["ballots"].get("kind")
    poll = read_archive(archive, name, question=question, wanted=(kind,))
    return replay(transcript, poll, name)
