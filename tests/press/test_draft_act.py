"""From a draft to an act: every fault at once, each with its line, and nothing from outside the draft's folder."""

from pathlib import Path

import pytest

from qurultay.press.draft_act import act_of
from qurultay.press.drafts import load, read
from qurultay.press.refusal import Unready

LETTER = """kind: issued
date: 2026-06-02
issuers: [body/government]
signatories: [post/president, post/secretary]
refs:
  - carries: act/3/provision/1/operation/1
body:
  form: letter
  authentic: [en]
  reply_by: ''
parts:
  title.en: A letter
"""


def faults(text: str, path: Path = Path("draft")) -> list[str]:
    with pytest.raises(Unready) as caught:
        act_of(read(text, path))
    return [str(fault) for fault in caught.value.faults]


def test_a_draft_in_order_becomes_an_act_and_blank_fields_say_nothing() -> None:
    act = act_of(read(LETTER))
    assert (act.kind, act.refs) == ("issued", (("carries", "act/3/provision/1/operation/1"),))
    assert act.words == {"title.en": b"A letter\n"} and act.basis is None


def test_every_fault_is_told_at_once_each_with_its_line() -> None:
    text = LETTER.replace("2026-06-02", "tomorrow").replace("body/government", "goverment")
    text = text.replace("form: letter", "form: leter").replace("title.en", "titel.en").replace("carries", "carried")
    said = faults(text + "adress: nowhere\n")
    assert [sentence.split(":")[0] for sentence in said] == [f"draft, line {n}" for n in (13, 12, 2, 3, 6, 8)]
    assert "the relations are cites" in said[4] and "adress" in said[0]


def test_what_is_missing_is_named_also_inside_the_body() -> None:
    said = faults("kind: issued\nbody: {form: letter}\n")
    assert [what for what in ("date", "issuers", "signatories") if any(f"'{what}'" in s for s in said)] == [
        "date",
        "issuers",
        "signatories",
    ]
    assert any("body lacks the field 'authentic'" in sentence for sentence in said)
    assert any("'kind'" in sentence for sentence in faults("date: 2026-06-02\n"))


def test_an_unknown_field_of_the_body_is_named_with_those_there_are() -> None:
    said = faults(LETTER.replace("  form: letter", "  form: letter\n  to: the minister"))
    assert said == [
        "draft, line 9: body has no field 'to'; the fields are addressee, authentic, calls, form, number, reply_by, unused."
    ]


def test_a_part_from_a_file_stands_beside_the_draft_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "secret.txt").write_text("the roll\n")
    (tmp_path / "desk/words.txt").write_text("We ask.\n")
    draft = tmp_path / "desk/draft.yaml"
    draft.write_text(LETTER.replace("A letter", "{file: words.txt}"))
    assert act_of(load(draft)).words == {"title.en": b"We ask.\n"}
    (tmp_path / "desk/link.txt").symlink_to(tmp_path / "secret.txt")
    for name in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt"):
        sentence = faults(LETTER.replace("A letter", f"{{file: {name}}}"), draft)[0]
        assert "not named by a plain path below the draft" in sentence or "leads out of the draft's folder" in sentence
