"""Building a site: the same record gives the same bytes, and one more act changes few of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from qurultay.acts.act import Entry
from qurultay.portal.build import Built, build, build_from
from qurultay.portal.folder import NotOurs
from qurultay.portal.material import Material
from qurultay.portal.reading import Reading
from qurultay.portal.reading.asking import Ledger
from qurultay.record.cycles import none_sought
from qurultay.record.source import Memory
from tests.hall import seeded
from tests.portal.history import Tolunay, history
from tests.record.forge import head_of, small_record

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from qurultay.portal.build import build_from
from tests.portal.history import history
build_from(history().material, Path(sys.argv[1]))
"""


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def digest(root: Path) -> str:
    found = hashlib.sha256()
    for name, data in files(root).items():
        found.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return found.hexdigest()


@pytest.fixture(scope="module")
def hall() -> Tolunay:
    return history()


def at(hall: Tolunay, size: int) -> Material:
    """The history as it stood after so many acts; all words still there."""
    entries: list[Entry] = hall.entries[:size]
    notes = hall.notes[:size]
    words = hall.words.held | hall.withheld
    held = hall.material
    return replace(
        held,
        entries=entries,
        notes=notes,
        words=words.get,
        present=words.keys(),
        head=_parsed(head_of(notes, seeded("log")).encode()),
    )


def _parsed(note: bytes):  # type: ignore[no-untyped-def]  # a head, as `checkpoint.parse` gives it
    from qurultay.tlog import checkpoint

    return checkpoint.parse(note)


def test_the_same_record_gives_the_same_bytes_whatever_the_seed_the_zone_and_the_locale(tmp_path: Path) -> None:
    found = set()
    for number, (seed, zone, locale) in enumerate((("1", "UTC", "C.UTF-8"), ("4242", "Pacific/Auckland", "C"))):
        out = tmp_path / str(number)
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-c", PROGRAM, str(out)], cwd=REPOSITORY, env=env, check=True)
        found.add(digest(out))
    assert len(found) == 1


def test_a_site_grown_act_by_act_is_the_site_built_at_once(hall: Tolunay, tmp_path: Path) -> None:
    grown, memory = tmp_path / "grown", tmp_path / "memory.json"
    last = len(hall.notes)
    for size in (4, 6, 12, 13, 19, last - 3, last - 1, last):
        build_from(at(hall, size), grown, memory=memory)
    build_from(hall.material, grown, memory=memory)
    build_from(hall.material, tmp_path / "fresh")
    assert files(grown) == files(tmp_path / "fresh")


def test_a_site_follows_a_record_that_became_shorter(hall: Tolunay, tmp_path: Path) -> None:
    """A backup was restored: the pages of the acts that are gone go too."""
    out, memory = tmp_path / "out", tmp_path / "memory.json"
    build_from(hall.material, out, memory=memory)
    built = build_from(at(hall, 8), out, memory=memory)
    build_from(at(hall, 8), tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")
    assert "en/act/20.html" in built.deleted


def test_nothing_is_written_where_nothing_has_changed(hall: Tolunay, tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory.json"
    build_from(hall.material, out, memory=memory)
    again = build_from(hall.material, out, memory=memory)
    assert (again.written, again.deleted, again.made) == ((), (), 0)
    without = build_from(hall.material, out)
    assert without.written == ()


def test_one_more_act_changes_few_pages(hall: Tolunay, tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory.json"
    last = len(hall.notes)
    build_from(at(hall, last - 1), out, memory=memory)
    built: Built = build_from(at(hall, last), out, memory=memory)
    acts = {name for name in built.written if name.startswith(("en/act/", "ug/act/", "kk/act/"))}
    assert {name.split("/")[2] for name in acts} == {f"{last - 1}.html"}
    assert not [name for name in built.written if "/text/" in name or "/person/" in name or "/letters/" in name]


def test_a_page_somebody_deleted_comes_back(hall: Tolunay, tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory.json"
    build_from(hall.material, out, memory=memory)
    (out / "ug/act/5.html").unlink()
    (out / "stray.html").write_text("what is no part of the site")
    built = build_from(hall.material, out, memory=memory)
    assert built.written == ("ug/act/5.html",)
    assert built.deleted == ("stray.html",)


def test_a_memory_that_cannot_be_read_is_forgotten(hall: Tolunay, tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory.json"
    build_from(at(hall, 6), out, memory=memory)
    memory.write_text('{"form": 2, "version": "another"')
    assert build_from(at(hall, 6), out, memory=memory).written == ()


def test_a_folder_with_anything_else_in_it_is_refused(hall: Tolunay, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(NotOurs, match=r"holds files that are no site of ours"):
        build_from(at(hall, 3), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_site_is_built_from_the_files_of_a_record(tmp_path: Path) -> None:
    """With kept heads and witnesses, which only whole records have."""
    hall, record = small_record()
    build(Memory(record), tmp_path / "out")
    assert len(list((tmp_path / "out/en/act").glob("*.html"))) == len(hall.notes)
    page = (tmp_path / "out/en/act/2.html").read_text("utf-8")
    assert "Seen by one witness" in page
    assert "witness.example/a" in page
    assert "stranger.example" not in page


def test_a_record_that_was_read_is_let_go_without_a_search_for_cycles(
    hall: Tolunay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds again after each act would else hold the register of every act before."""
    read: list[weakref.ref[Ledger]] = []

    def watched(material: Material) -> Reading:
        reading = Reading(material)
        read.append(weakref.ref(reading.ledger))
        return reading

    monkeypatch.setattr("qurultay.portal.build.Reading", watched)
    with none_sought():
        build_from(hall.material, tmp_path / "site")
        assert [each() for each in read] == [None]
