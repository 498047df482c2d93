"""Builds the site of many acts, once and again after each act more, and then only renders its pages.

`run.py` runs it in a process of its own, so that the peak of its memory is its own:

    python -m benchmarks.building 10000
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.sites import Press
from qurultay.portal.build import Built, build_from, sheets
from qurultay.portal.frame import frame_of, spoken
from qurultay.portal.languages import language
from qurultay.portal.material import Material
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Sheet
from qurultay.portal.speaker import Speaker

MORE = 10
"""How many acts are entered one by one after the whole site was built: eight letters, a text and a reply."""


def main() -> None:
    """The figures as one line of JSON: seconds of this process's processor, and MB."""
    acts = int(sys.argv[1])
    press = press_of(acts)
    found: dict[str, float] = {"before_mb": peak()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found["full"], built = built_in(folder, press)
        found |= {"pages": built.pages, "files": built.files, "full_mb": peak()}
        found["again"] = median(one_more(folder, press) for _ in range(MORE))
        found["peak_mb"] = peak()
    found["bare"], rendered = bare(press_of(acts).material())
    if rendered != built.pages:
        raise AssertionError(f"{rendered} pages were rendered, and the site has {built.pages}")
    print(json.dumps(found))


def press_of(acts: int) -> Press:
    """A record of so many acts, the founding among them."""
    press = Press()
    press.enter(acts - len(press.entries))
    return press


def one_more(folder: Path, press: Press) -> float:
    """The seconds it takes to build the site again after one act more."""
    press.enter(1)
    return built_in(folder, press)[0]


def built_in(folder: Path, press: Press) -> tuple[float, Built]:
    """The seconds a build takes, what it asks of the file system among them, and what it did."""
    material, start = press.material(), time.process_time()
    built = build_from(material, folder / "site", memory=folder / "memory.json")
    return time.process_time() - start, built


def bare(material: Material) -> tuple[float, int]:
    """Bare Jinja2: the seconds for rendering every page from values that are gathered already, and the number of pages."""
    reading = Reading(material)
    frame = frame_of(reading)
    speaker, seconds, pages = Speaker(frame, tuple(map(language, spoken(frame.languages)))), 0.0, 0
    for sheet in sheets(reading):
        if isinstance(sheet, Sheet):
            page, start = sheet.gather(reading), time.process_time()
            for code in speaker.voices:
                speaker.page(page, sheet.path, code)
            seconds += time.process_time() - start
            pages += len(speaker.voices)
    return seconds, pages


def peak() -> float:
    """The most memory this process has used until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
