"""A site that grows act by act is the site that is built at once, whatever happened on the way."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from qurultay.portal.build import build_from
from qurultay.portal.folder import SiteFolder
from qurultay.portal.material import Material, material_in
from qurultay.record.source import Memory
from qurultay.tlog import checkpoint
from tests.hall import seeded
from tests.record.forge import head_of, small_record


class Interrupted(Exception):
    """The machine stopped in the middle of a build."""


@cache
def whole() -> Material:
    """A small, full life: session, election, office, declaration, letter, reply, correction, withholding, contest."""
    return material_in(Memory(small_record()[1]))


SIZE = len(whole().notes)


def first(size: int) -> Material:
    """The record as it was when it had so many acts."""
    held = whole()
    head = checkpoint.parse(head_of(held.notes[:size], seeded("log")).encode())
    return replace(held, entries=held.entries[:size], notes=held.notes[:size], head=head, kept=())


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the site of all acts, built where nothing was."""
    out = tmp_path_factory.mktemp("whole") / "site"
    build_from(whole(), out)
    return bytes_of(out)


def bytes_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_that_grew_act_by_act_has_the_bytes_of_one_built_at_once(tmp_path: Path) -> None:
    for size in range(1, SIZE + 1):
        build_from(first(size), tmp_path / "grown", memory=tmp_path / "memory")
        if size % 6 == 0 or size == SIZE:
            build_from(first(size), tmp_path / f"at once {size}")
            assert bytes_of(tmp_path / "grown") == bytes_of(tmp_path / f"at once {size}"), size


def test_one_more_act_leaves_most_pages_as_they_are(tmp_path: Path) -> None:
    build_from(first(SIZE - 2), tmp_path / "site", memory=tmp_path / "memory")
    again = build_from(first(SIZE - 1), tmp_path / "site", memory=tmp_path / "memory")
    assert len(again.written) < again.files / 3


def test_a_contest_is_said_at_the_top_of_every_page_and_so_every_page_is_written(tmp_path: Path) -> None:
    """The last act of this record opens a contest (C11)."""
    build_from(first(SIZE - 1), tmp_path / "site", memory=tmp_path / "memory")
    again = build_from(whole(), tmp_path / "site", memory=tmp_path / "memory")
    pages = {str(path.relative_to(tmp_path / "site")) for path in (tmp_path / "site").rglob("*.html")}
    assert pages <= set(again.written)


@pytest.mark.parametrize("where", ["en/act/", "act/", "search/en/", "search/ug/"])
def test_a_build_that_was_interrupted_is_made_good_by_the_next(
    where: str, at_once: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves a file half written, and others that hold more than is remembered: the search index above all."""
    build_from(first(SIZE - 1), tmp_path / "site", memory=tmp_path / "memory")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(SiteFolder, "put", stopping_at(where))
        with pytest.raises(Interrupted):
            build_from(whole(), tmp_path / "site", memory=tmp_path / "memory")
    build_from(whole(), tmp_path / "site", memory=tmp_path / "memory")
    assert bytes_of(tmp_path / "site") == at_once


def stopping_at(where: str) -> Callable[[SiteFolder, str, bytes], None]:
    """A `put` that stops at the second file below `where` that it writes; a new one is half written then."""
    put, seen = SiteFolder.put, list[str]()

    def stopping(folder: SiteFolder, name: str, data: bytes) -> None:
        put(folder, name, data)
        seen.extend([name] if name.startswith(where) and name in folder.written else [])
        if len(seen) == 2:
            if name not in folder.found:
                (folder.path / name).write_bytes(data[: len(data) // 2])
            raise Interrupted(name)

    return stopping
