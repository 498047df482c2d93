"""The pictures of the public site in docs/pictures, taken of Tolunay's own: `python -m tests.portal.pictures SITE`.

SITE is what `qurultay demo --no-serve --dir DIR` leaves in DIR/site. Somebody looks at them after every change that a
visitor sees; whoever passes over that shows newcomers pages that are no more.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "docs/pictures"
PICTURES = {
    "portal-home": ("en/index", 1280, 1000, 0),
    "portal-home-uyghur": ("ug/index", 1280, 1000, 0),
    "declaration-uyghur": ("ug/text/34", 1280, 1100, 0),
    "declaration-uyghur-phone": ("ug/text/34", 500, 1100, 0),
    "offices-kazakh": ("kk/offices/index", 1280, 1200, 0),
    "act-proof": ("en/act/34", 1280, 1100, 0),
    "check-a-document": ("en/verify", 1280, 1000, 0),
    "follow-up": ("en/follow-up/index", 1280, 1100, 0),
    "succession-recovery": ("en/rules/recovery", 1100, 1180, 0),
    "election-uyghur": ("ug/election/42dqzsdf", 1200, 1340, 170),
}
"""By name: the page, how wide and how high it is looked at, and what is left out above."""


def take(site: Path, name: str) -> Image.Image:
    """One picture, in few colours."""
    page, width, height, above = PICTURES[name]
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed on this machine")
    with TemporaryDirectory() as scratch:
        shot = Path(scratch) / "shot.png"
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={scratch}/profile",
                f"--window-size={width},{height + above}", f"--screenshot={shot}", (site / f"{page}.html").as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        picture = Image.open(shot).convert("RGB").crop((0, above, width, height + above))
    return picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


if __name__ == "__main__":
    for name in PICTURES:
        take(Path(sys.argv[1]).resolve(), name).save(FOLDER / f"{name}.png", optimize=True)
        print(FOLDER / f"{name}.png", (FOLDER / f"{name}.png").stat().st_size)
