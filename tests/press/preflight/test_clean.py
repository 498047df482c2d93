"""Texts that are right are met with no error: everything Tolunay ever said, and every document written for the importer."""

from pathlib import Path

import pytest

from qurultay.acts.parts import FILES
from qurultay.cli.tolunay.chronicle import history
from qurultay.cli.tolunay.words import LANGUAGES, Words
from qurultay.press.preflight import check
from qurultay.press.preflight.reading import version_of
from qurultay.press.preflight.version import Version
from tests.press.preflight.given import known

HERE = Path(__file__).parent.parent
DOCUMENTS = sorted([*(HERE / "documents").iterdir(), *HERE.glob("unseen*/*")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_without_a_fault_is_met_without_an_error(path: Path) -> None:
    version = version_of(path.read_text(encoding="utf-8"), path.name)
    assert [(f.code, f.words) for f in check([version], known()) if f.severity == "error"] == []


def test_everything_that_tolunay_said_in_three_languages_is_met_without_an_error() -> None:
    words, checked = Words(), 0
    for step in history():
        said = {name: text for language in LANGUAGES for name, text in words._own(step.name, language).items()}
        versions = [
            Version(name=name, text=text, language=name.rpartition(".")[2], on=step.signed.date(), form="text" if name.startswith("text.") else "words",
                    status="authentic" if name.endswith(".en") else "reviewed")
            for name, text in said.items()
            if name not in FILES and not name.startswith("credit.")
        ]  # fmt: skip
        checked += len(versions)
        assert [(step.name, f.code, f.part, f.reason) for f in check(versions, known()) if f.severity == "error"] == []
    assert checked > 500


def test_what_the_checks_confirm_in_tolunays_declaration_is_right_in_every_language() -> None:
    words = Words()
    said = {name: text for language in LANGUAGES for name, text in words._own("declaration", language).items()}
    day = next(step.signed.date() for step in history() if step.name == "declaration")
    versions = [
        Version(name=name, text=text, language=name[-2:], on=day, form="text")
        for name, text in said.items()
        if name.startswith("text.")
    ]
    confirmed = [(f.part, f.code) for f in check(versions, known()) if f.severity == "confirmed"]
    assert sorted(confirmed) == [(f"text.{code}", "anniversary-right") for code in ("en", "en", "kk", "kk", "ug", "ug")]
