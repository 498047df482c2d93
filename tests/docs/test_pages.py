"""The pages of the documentation: their links lead somewhere, and every word of the house is in the glossary."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from qurultay.acts.kinds import KINDS
from qurultay.acts.resolving import OperationKind
from qurultay.acts.rules import Class
from qurultay.record.folder import Folder
from qurultay.record.store import Record
from qurultay.tlog.armour import armour
from tests.docs.golden import key_of
from tests.docs.made import GOLDEN, REPOSITORY

PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
IDS = [str(page.relative_to(REPOSITORY)) for page in PAGES]
DECISIONS = sorted((REPOSITORY / "docs/decisions").glob("*.md"))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """A page without what it quotes."""
    return _FENCE.sub("", page.read_text())


def anchors(page: Path) -> set[str]:
    """What the headings of a page can be linked by."""
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in _HEADING.findall(prose(page))}


def broken_links(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere within the repository."""
    for link in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_a_page_loads_nothing_from_elsewhere(page: Path) -> None:
    assert re.findall(r"!\[[^\]]*\]\(https?:|<(?:img|script|link|iframe)\b", prose(page)) == []


def test_the_index_leads_to_every_page() -> None:
    index = (REPOSITORY / "docs/index.md").read_text()
    pages = [page for page in PAGES[1:] if page.name != "index.md"]
    assert [str(p) for p in pages if f"({p.relative_to(REPOSITORY / 'docs')})" not in index] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_says_why_in_few_words(page: Path) -> None:
    lines = page.read_text().splitlines()
    most = {"dependencies.md": 80}.get(page.name, 15)
    assert lines[0].startswith("# ")
    assert len(lines) <= most


# --- the glossary ----------------------------------------------------------------------------------------------------

GLOSSARY = REPOSITORY / "docs/glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.read_text().splitlines()
    if line.startswith("| **")
]
LAYOUT = ("checkpoint", "tile", "entries", "part", "election", ".bel", ".count.json", "witness", "policy", "heads")


@pytest.mark.parametrize("word", [*KINDS, *get_args(OperationKind), *get_args(Class), *LAYOUT])
def test_every_kind_operation_class_and_file_is_in_the_glossary(word: str) -> None:
    assert f"`{word}`" in GLOSSARY.read_text()


def test_the_four_words_come_first_and_the_software_never_says_the_fourth() -> None:
    assert [row[0] for row in ROWS[:4]] == ["**intact**", "**authorised**", "**standing**", "**legitimate**"]
    spoken = [path for path in (REPOSITORY / "src").rglob("*") if path.suffix in (".py", ".html", ".json", ".js")]
    said = [path.name for path in spoken if re.search(r"(?<!il)legitima(?:te|cy)", path.read_text(), re.IGNORECASE)]
    assert said == []


def test_every_word_is_explained_once_in_three_languages() -> None:
    terms = [term for row in ROWS for term in re.findall(r"\*\*([^*]+)\*\*", row[0])]
    assert len(terms) == len(set(terms))
    for row in ROWS:
        assert len(row) == 5, row
        assert re.fullmatch(r"[\u0600-\u06ff ،]+", row[1]), row[1]
        assert re.fullmatch(r"[\u0400-\u04ff ,]+", row[2]), row[2]
        assert row[3].endswith(".")


def test_what_the_glossary_names_in_the_code_is_there() -> None:
    named = {each for row in ROWS for each in re.findall(r"`([^`]+)`", row[4])}
    assert [each for each in named if not in_the_code(each)] == []


def in_the_code(name: str) -> bool:
    """Is this a module, a folder, a class or something in a class of ours?"""
    root = REPOSITORY / "src/qurultay"
    if "/" in name or name.endswith(".py"):
        return (root / name).exists() or any(root.rglob(name))
    head, _, rest = name.partition(".")
    for path in root.rglob("*.py"):
        found = re.search(rf"^(?:class )?{head}\b", path.read_text(), re.MULTILINE)
        if found and "cli" not in path.parts:
            module = import_module("qurultay." + ".".join(path.relative_to(root).with_suffix("").parts))
            return hasattr(module, head) and _has(getattr(module, head), rest)
    return rest != "" and any(root.rglob(f"{head}.py"))


def _has(thing: object, rest: str) -> bool:
    return not rest or hasattr(thing, rest) or rest in getattr(thing, "__dataclass_fields__", {})


# --- what a reader is told to type ------------------------------------------------------------------------------------


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Act 3 of the golden record and its proof, as they leave the house."""
    with Folder(GOLDEN) as source:
        record = Record(source)
        (tmp_path / "act.note").write_bytes(record.note(3))
        (tmp_path / "act.tlog-proof").write_bytes(record.tlog_proof(3))
    return tmp_path


def check_proof(folder: Path) -> subprocess.CompletedProcess[str]:
    script = REPOSITORY / "docs/check_proof.py"
    asked = [sys.executable, "-I", script, "act.note", "act.tlog-proof"]
    return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)


def test_a_proof_is_checked_with_python_alone(letter: Path) -> None:
    done = check_proof(letter)
    assert (done.returncode, done.stdout) == (0, "act 3 of the 9 in tolunay.example/065b197a1c2e6b7f\n")


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("act.note", b"letter/2026/1", b"letter/2026/2"),
        ("act.tlog-proof", b"index 3", b"index 4"),
        ("act.tlog-proof", b"\nXb7X", b"\nXb7Y"),
        ("act.tlog-proof", b"\n9\n", b"\n3\n"),
        ("act.tlog-proof", b"\n9\n", b"\n500\n"),
        ("act.tlog-proof", b"tlog-proof@v1", b"tlog-proof@v2"),
    ],
)
def test_a_proof_that_does_not_hold_is_refused(letter: Path, file: str, was: bytes, now: bytes) -> None:
    data = (letter / file).read_bytes()
    assert was in data
    (letter / file).write_bytes(data.replace(was, now, 1))
    done = check_proof(letter)
    assert (done.returncode, done.stderr.startswith("broken: ")) == (1, True)


@pytest.mark.parametrize(
    "given", [(), ("act.note",), ("nowhere", "act.tlog-proof"), (".", "."), ("act.tlog-proof", "act.note")]
)
def test_files_that_are_not_an_act_and_its_proof_get_a_sentence(letter: Path, given: tuple[str, ...]) -> None:
    asked = [sys.executable, "-I", REPOSITORY / "docs/check_proof.py", *given]
    done = subprocess.run(asked, cwd=letter, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_the_president_signed_says_openssl(letter: Path, tool: Callable[[str], Path]) -> None:
    page = (REPOSITORY / "docs/checking.md").read_text()
    (block,) = re.findall(r"^```bash\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    key = key_of("post/president")
    given = {"PATH": "/usr/bin:/bin", "ACT": "act.note", "NAME": key.name, "KEY": armour(key.material)}
    bash = tool("bash")
    done = subprocess.run([bash, "-ec", block], cwd=letter, env=given, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout, done.stderr


@pytest.mark.parametrize("picture", sorted((REPOSITORY / "docs").rglob("*.svg")), ids=lambda path: path.name)
def test_a_picture_says_in_words_what_it_shows_and_asks_nobody_for_anything(picture: Path) -> None:
    drawn = ElementTree.fromstring(picture.read_text())
    texts = {child.tag.rpartition("}")[2]: (child.text or "") for child in drawn}
    assert len(texts["title"]) > 5
    assert len(texts["desc"]) > 50
    assert "href" not in picture.read_text() and "url(" not in picture.read_text()
