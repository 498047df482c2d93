"""What does a file tell about whoever made it? (Documents in other formats; plain text tells nothing.)"""

from collections.abc import Iterator

from qurultay.press.preflight.finding import Finding


def check_file(data: bytes, name: str) -> Iterator[Finding]:
    """Authors, paths, tracked changes, comments, hidden text, places of pictures, scripts."""
    yield from ()
