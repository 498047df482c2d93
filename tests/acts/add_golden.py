"""Adds the golden texts that are missing; one that is there is never written again.

    .venv/bin/python -m tests.acts.add_golden

After a kind has a new version: change its example in `tests/acts/examples.py` so that every field says
something, run this line, and commit the new text with its hash. The old ones stay, and must be read for ever.
"""

from hashlib import sha256
from pathlib import Path

from qurultay.acts.act import text_of
from tests.acts.examples import EXAMPLES

TEXTS = Path(__file__).resolve().parent.parent / "golden" / "acts"
SUMS = TEXTS / "SHA256SUMS"


def add_missing(folder: Path = TEXTS) -> list[str]:
    """Write what is missing, note its hash as `sha256sum` does, and tell the names."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{kind}-v{act.v}.txt": text_of(act) for kind, act in EXAMPLES.items()}
    missing = sorted(name for name in texts if not (folder / name).exists())
    for name in missing:
        (folder / name).write_bytes(texts[name])
    with (folder / SUMS.name).open("a", encoding="utf-8") as sums:
        sums.writelines(f"{sha256(texts[name]).hexdigest()}  {name}\n" for name in missing)
    return missing


if __name__ == "__main__":
    print("\n".join(add_missing()) or "every version of every kind has its golden text")
