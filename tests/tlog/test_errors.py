"""Every refusal of this floor has a reason from one closed list."""

import ast
from pathlib import Path

import pytest

import qurultay.tlog
from qurultay.tlog.errors import CODES, Refused

FOLDER = Path(qurultay.tlog.__file__).parent


def given_codes() -> set[str]:
    """The codes that the sources of this floor give to `Refused`."""
    calls = (
        node
        for file in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
    )
    refusals = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Refused")
    return {code.value for code in refusals if isinstance(code, ast.Constant)}


def test_the_list_of_codes_is_exactly_what_the_floor_says() -> None:
    assert given_codes() == set(CODES)


def test_every_code_is_expected_by_a_test() -> None:
    words = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in CODES if f'"{code}"' not in words] == []


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_one_word_and_its_meaning_one_line(code: str) -> None:
    assert code.replace("-", "").isalnum()
    assert code == code.lower()
    assert "\n" not in CODES[code]
    assert len(CODES[code]) < 120


def test_a_refusal_is_a_value_error_with_a_code_and_reads_as_its_sentence() -> None:
    bad = Refused("not-nfc", "the text is not in normal form C")
    assert isinstance(bad, ValueError)
    assert (bad.code, bad.sentence, str(bad)) == (
        "not-nfc",
        "the text is not in normal form C",
        "the text is not in normal form C",
    )


def test_the_list_of_codes_cannot_be_changed_by_other_floors() -> None:
    with pytest.raises(TypeError):
        CODES["mine"] = "x"  # type: ignore[index]  # the point of the test
