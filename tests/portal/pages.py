"""Reading pages as a strict reader would: their elements, links, ids, headings and languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "circle",
        "col",
        "ellipse",
        "embed",
        "hr",
        "img",
        "input",
        "line",
        "link",
        "meta",
        "path",
        "polygon",
        "polyline",
        "rect",
        "source",
        "track",
        "use",
        "wbr",
    ]
)
LOADS = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("use", "href")}


@dataclass
class ReadPage(HTMLParser):
    """One page as parsed. What is out of order in the markup itself is gathered in `wrong`."""

    path: str
    links: list[str] = field(default_factory=list)
    loads: list[tuple[str, str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    languages: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    policy: str = ""
    open_: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if len(held) != len(attrs):
            self.wrong.append(f"an attribute of {tag} stands twice")
        if tag not in VOID:
            self.open_.append(tag)
        self._kept(tag, held)
        for name, value in held.items():
            if name.startswith("on") or name == "style":
                self.inline.append(f"{tag} {name}={value}")

    def _kept(self, tag: str, held: dict[str, str | None]) -> None:
        rel = held.get("rel") or ""
        for name in ("href", "src"):
            if (value := held.get(name)) is not None:
                self.links.append(value)
                if (tag, name) in LOADS and rel not in ("canonical", "alternate"):
                    self.loads.append((tag, name, value))
        if held.get("id"):
            self.ids.append(str(held["id"]))
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if "lang" in held or "dir" in held:
            self.languages.append((tag, held.get("lang"), held.get("dir")))
        if tag == "script" and "src" not in held:
            self.inline.append("script without src")
        if tag == "style":
            self.inline.append("style")
        if tag == "meta" and held.get("http-equiv") == "Content-Security-Policy":
            self.policy = held.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open_ or self.open_.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing that is open")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open_.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(root: Path, path: str) -> ReadPage:
    """The page at a path of the site."""
    page = ReadPage(path)
    page.feed((root / path).read_text("utf-8"))
    page.close()
    return page


def read_all(root: Path) -> dict[str, ReadPage]:
    """Every page of a site by its path."""
    paths = sorted(str(path.relative_to(root)) for path in root.rglob("*.html"))
    return {path: read_page(root, path) for path in paths}
