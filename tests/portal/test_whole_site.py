"""The site as a whole: the same record gives the same bytes, every link leads somewhere, nothing is asked of strangers."""

import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from qurultay.portal.build import build
from qurultay.record.source import Memory
from tests.record.forge import small_record

REPOSITORY = Path(__file__).parents[2]
POLICY = "default-src 'none'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small record, built once."""
    out = tmp_path_factory.mktemp("site") / "site"
    build(Memory(record()), out)
    return out


@cache
def record() -> dict[str, bytes]:
    return small_record()[1]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class Links(HTMLParser):
    """What a page names: where it leads, what it loads, which places it has."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []
        self.root: dict[str, str] = {}
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if "id" in held:
            self.ids.add(held["id"])
        if tag == "html":
            self.root = held
        if tag == "meta" and held.get("http-equiv") == "Content-Security-Policy":
            self.policy = held["content"]
        if tag in ("a", "area") or (
            tag == "link" and "stylesheet" not in held.get("rel", "") and "icon" not in held.get("rel", "")
        ):
            self.leads.append(held.get("href", ""))
        else:
            self.loads += [held[name] for name in ("src", "href", "data", "poster", "action") if name in held]
        self.inline += [name for name in held if name.startswith("on") or name == "style"]


@cache
def read(page: Path) -> Links:
    links = Links()
    links.feed(page.read_text(encoding="utf-8"))
    return links


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_same_record_gives_the_same_bytes_whatever_the_machine(site: Path, tmp_path: Path) -> None:
    """Another hash seed, time zone and locale: not one byte differs."""
    program = (
        "import sys; from pathlib import Path; from qurultay.portal.build import build;"
        "from qurultay.record.source import Memory; from tests.record.forge import small_record;"
        "build(Memory(small_record()[1]), Path(sys.argv[1]))"
    )
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONPATH": str(REPOSITORY),
    }
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "again")], check=True, env=elsewhere, cwd=REPOSITORY)
    assert bytes_of(tmp_path / "again") == bytes_of(site)


def test_a_second_build_writes_nothing(site: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    first = build(Memory(record()), tmp_path / "site", memory=memory)
    again = build(Memory(record()), tmp_path / "site", memory=memory)
    assert first.written
    assert again.written == ()
    assert bytes_of(tmp_path / "site") == bytes_of(site)


def test_every_link_leads_to_a_page_and_a_place_that_is_there(site: Path) -> None:
    lost = []
    for page in pages(site):
        for link in read(page).leads + read(page).loads:
            parts = urlsplit(link)
            if parts.scheme in ("mailto", "https", "http", "data"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (
                parts.fragment and target.suffix == ".html" and parts.fragment not in read(target).ids
            ):
                lost.append((str(page.relative_to(site)), link))
    assert lost == []


def test_nothing_is_loaded_from_anybody_else(site: Path) -> None:
    for page in pages(site):
        assert [link for link in read(page).loads if urlsplit(link).scheme not in ("", "mailto", "data")] == [], page
        assert read(page).inline == [], page
        assert read(page).policy.startswith(POLICY), page
        assert "unsafe" not in read(page).policy, page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", sheet.read_text())


def test_every_page_says_its_language_and_direction(site: Path) -> None:
    for page in pages(site):
        code = page.relative_to(site).parts[0]
        if code in ("en", "ug", "kk"):
            assert read(page).root["lang"] == code
            assert read(page).root["dir"] == ("rtl" if code == "ug" else "ltr")


def test_each_page_stands_in_every_language(site: Path) -> None:
    found = {
        code: {str(p.relative_to(site / code)) for p in (site / code).rglob("*.html")} for code in ("en", "ug", "kk")
    }
    assert found["en"] == found["ug"] == found["kk"] != set()
