"""The pictures of papers in docs/pictures, made from the papers of the tests: `python -m tests.press.pictures`.

Somebody looks at them after every change of the template; a test says when they are no longer what is set.
"""

from pathlib import Path

import pypdfium2
from PIL import Image

from qurultay.portal.pictures.emblem import emblem_on_paper
from qurultay.press.setting.letter import letter
from qurultay.press.setting.resolution import resolution
from qurultay.press.setting.typesetter import set_paper
from tests.press import papers

FOLDER = Path(__file__).resolve().parents[2] / "docs/pictures"
SCALE, GAP, GROUND = 1.05, 14, "#c9d0d5"


def pictures() -> dict[str, Image.Image]:
    """By name: the letter, and the declaration, each in three languages side by side."""
    house = papers.hall()
    mark = {"emblem": emblem_on_paper(3)}
    letters = [
        letter(papers.original(papers.letter_act(house), papers.LETTER, house, each, **mark))
        for each in papers.LANGUAGES
    ]
    texts = [
        resolution(papers.original(papers.declaration_act(house), papers.DECLARATION, house, each, **mark))
        for each in papers.LANGUAGES
    ]
    return {
        "papers": beside([set_paper(each) for each in letters]),
        "declarations": beside([set_paper(each) for each in texts]),
    }


def beside(pdfs: list[bytes]) -> Image.Image:
    """The first page of each, side by side, in few colours."""
    pages = [pypdfium2.PdfDocument(pdf)[0].render(scale=SCALE).to_pil().convert("RGB") for pdf in pdfs]
    width, height = sum(page.width + GAP for page in pages) + GAP, max(page.height for page in pages) + 2 * GAP
    ground, at = Image.new("RGB", (width, height), GROUND), GAP
    for page in pages:
        ground.paste(page, (at, GAP))
        at += page.width + GAP
    return ground.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(FOLDER / f"{name}.png", optimize=True)
        print(FOLDER / f"{name}.png", (FOLDER / f"{name}.png").stat().st_size)
