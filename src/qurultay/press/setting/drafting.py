"""How a draft and its paper come together: the draft names the file and bears the short code that stands on it."""

from dataclasses import replace
from pathlib import Path

from qurultay.acts.parts import FILES
from qurultay.press.draft_writing import dump
from qurultay.press.drafts import DraftDocument, Value
from qurultay.press.refusal import Refusal, shown


def without_files(document: DraftDocument) -> DraftDocument:
    """The draft without the files it brings along: its paper, which is to be set, may not be there yet."""
    parts = document.data.get("parts")
    if not isinstance(parts, dict):
        return document
    kept: dict[str, Value] = {name: held for name, held in parts.items() if name not in FILES}
    return replace(document, data={**document.data, "parts": kept})


def with_paper(document: DraftDocument, id: str, part: str, file: Path) -> str:
    """The text of the draft, naming this file as a part and bearing the short code; comments and order stay.

    Raises `Refusal` where the file does not lie beside the draft or below it.
    """
    folder, found = document.path.resolve().parent, file.resolve()
    if not found.is_relative_to(folder):
        what = f"the paper {shown(str(file))} does not lie beside the draft"
        raise Refusal(document.path.name, what, "write it into the draft's folder")
    parts = document.data.get("parts") or {}
    if not isinstance(parts, dict):
        raise Refusal(document.where(("parts",)), "parts is no list of 'name: words'", "write one part on each line")
    named: Value = {"file": found.relative_to(folder).as_posix()}
    return dump(document, {**document.data, "id": id, "parts": {**parts, part: named}})
