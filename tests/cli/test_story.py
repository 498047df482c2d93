"""A house from its first day: founded, a letter issued, stopped, corrected, withheld, all at the command line."""

import json
import shutil

from tests.cli.clerk import KEEPERS, LABEL, LETTER, POSTS, Clerk


def test_a_record_is_founded_and_a_letter_issued_in_ten_commands(newcomer: Clerk) -> None:
    clerk = newcomer
    clerk.begins()  # 1 init, 2 key new
    said = clerk.does("check", clerk.house / "founding.yaml")  # 3
    assert "a founding; it waits for nobody but its signers" in said
    (founding,) = clerk.waiting()
    assert "president" in clerk.does("sign")  # 4
    clerk.signs(founding, *POSTS, *KEEPERS)  # 5
    said = clerk.does("publish")  # 6
    fingerprint = "".join(line.replace(" ", "") for line in said.splitlines() if line.startswith("      "))
    assert len(fingerprint) == 64 and clerk.waiting() == []
    letter = clerk.lays_down(LETTER)
    assert "has not signed" in clerk.signs(letter, "president")
    assert "Published on 2 June 2024 at 09:00 UTC unless somebody stops it." in clerk.signs(letter, "secretary")
    assert "Published on 2 June" in clerk.does("publish") and clerk.waiting() == [letter]
    clerk.waits(hours=24)
    assert f"{letter} is entered as act 1." in clerk.does("publish")
    assert "On the archive" in clerk.does("show", 1)  # 7
    assert "post/president: since 2024-06-01" in clerk.does("register")  # 8
    assert clerk.does("export", clerk.folder / "record.zip")  # 9
    said = clerk.does("verify", clerk.folder / "record.zip", "--fingerprint", fingerprint)  # 10
    assert said.splitlines()[-1] == f"intact: 2 acts, founded as {fingerprint}, witnessed by 0 of 0"


def test_publishing_again_is_harmless_by_id_and_by_all(clerk: Clerk) -> None:
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    assert "entered as act 1" in clerk.does("publish", letter)
    assert f"{letter} is act 1 of the record already" in clerk.does("publish", letter)
    assert "Nothing waits on the desk." in clerk.does("publish")
    assert json.loads(clerk.does("verify", clerk.record, "--json"))["acts"] == 2


def test_a_stop_binds_before_it_is_entered_and_asks_for_one_signature_more_afterwards(clerk: Clerk) -> None:
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    said = clerk.does("stop", letter, "--as", "post/speaker", "--ground", "facts", "--key", clerk.key("speaker"))
    assert "Stopped by post/speaker. Nothing was published" in said
    clerk.waits(hours=24)
    assert "a stop of it, signed, waits on the desk" in clerk.refused("publish", letter)
    said = clerk.types("publish")
    assert "entered as act 1" in said.out and "one more of any post or keeper because the text was stopped" in said.err
    again = clerk.refused("stop", letter, "--as", "keeper/1", "--ground", "facts", "--key", clerk.key("keeper-1"))
    assert "a text is stopped once" in again
    more = LETTER.replace("post/secretary]", "post/secretary, post/vice-president]")
    letter = clerk.lays_down(more)
    clerk.signs(letter, "president", "secretary", "vice-president")
    clerk.waits(hours=24)
    assert "entered as act 2" in clerk.does("publish")


def test_a_published_letter_is_corrected_by_an_act_and_both_readings_stay(clerk: Clerk) -> None:
    _issue(clerk)
    draft = clerk.folder / "correction.yaml"
    clerk.does("correct", 1, "--part", "title.en", "-o", draft)
    assert "Published acts are not edited. Write what is to be read instead." in draft.read_text()
    draft.write_text(draft.read_text().replace("On the archive", "On the archives"))
    _publish(clerk, draft)
    assert json.loads(clerk.does("show", 1, "--json"))["standing"]["corrected_by"] == [2]
    assert "On the archives" in clerk.does("show", 1)


def test_a_name_is_withheld_and_leaves_the_record_and_every_mirror_that_follows(clerk: Clerk) -> None:
    _issue(clerk)
    draft = clerk.folder / "withholding.yaml"
    clerk.does("withhold", 1, "--part", "name.addressee-osmark-culture.en", "-o", draft)
    _publish(clerk, draft)
    said = clerk.does("verify", clerk.record)
    assert "withheld: 1 to protect a person" in said and "still in this copy" not in said
    assert "withheld by act 2" in clerk.does("show", 1)


def test_every_amending_command_writes_a_draft_and_never_over_another_file(clerk: Clerk) -> None:
    _issue(clerk)
    for words in (
        ["correct", 1, "--field", "date"],
        ["confirm", 1],
        ["repeal", 1],
        ["annul", 1],
        ["contest", 1],
        ["withhold", 1, "--part", "title.en"],
    ):
        draft = clerk.folder / f"{words[0]}.yaml"
        assert f"qurultay check {draft}" in clerk.does(*words, "-o", draft)
        assert "amends: act/1" in draft.read_text()
        assert "not overwritten" in clerk.refused(*words, "-o", draft)
    assert "cannot be corrected; what can: --field date" in clerk.refused("correct", 1, "--field", "body.form")
    assert "--part title.en" in clerk.refused("correct", 1)
    assert "There is no act 9. The record ends at act 1." in clerk.refused("annul", 9)


def test_what_an_officer_signs_is_shown_in_plain_words_and_only_a_yes_signs_it(clerk: Clerk) -> None:
    letter = clerk.lays_down(LETTER)
    shown = clerk.does("sign", letter)
    for words in (
        "issued of 1 June 2024",
        "On the archive",
        "addressee/osmark-culture",
        "we ask you to open the archive.",
    ):
        assert words in shown
    assert (
        clerk.refused("sign", letter, "--key", clerk.key("president"), answers="perhaps\n") == "Nothing was signed.\n"
    )
    assert clerk.refused("sign", letter, "--key", clerk.key("president")) == "Nothing was signed.\n"
    assert not (clerk.desk / letter / "sig").exists()


def test_nobody_signs_what_rests_on_another_history_than_their_own_copy(clerk: Clerk, founded, tmp_path) -> None:  # type: ignore[no-untyped-def]
    _issue(clerk)
    letter = clerk.lays_down(LETTER.replace("2024-06-01\n", "2024-06-02\n", 1), "second.yaml")
    older = founded / "house/record"
    said = clerk.refused("sign", letter, "--key", clerk.key("president"), "--record", older, answers="yes\n")
    assert "a head of 2 acts is known; this copy has only 1" in said  # the reader remembers more than this copy has


def test_a_draft_that_changes_gets_a_new_id_and_begins_without_signatures(clerk: Clerk) -> None:
    first = clerk.lays_down(LETTER)
    clerk.signs(first, "president", "secretary")
    assert clerk.lays_down(LETTER) == first
    second = clerk.lays_down(LETTER.replace("Excellency", "Dear Minister"))
    assert clerk.waiting() == [second] != [first]
    assert "has not signed" in clerk.does("sign")


def test_whose_key_a_file_is_can_be_asked_without_its_passphrase(clerk: Clerk) -> None:
    said = json.loads(clerk.does("key", "show", clerk.key("president"), "--json"))
    assert said["name"] == f"{LABEL}/president" and said["vkey"].startswith(f"{LABEL}/president+")
    gate = json.loads(clerk.does("key", "show", clerk.house / "keys/gate.key", "--json"))
    assert f"gate: {gate['key']} " in (clerk.house / "founding.yaml").read_text()
    assert "is there already" in clerk.refused("key", "new", f"{LABEL}/president", "-o", clerk.key("president"))


def _issue(clerk: Clerk) -> str:
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish")
    return letter


def _publish(clerk: Clerk, draft) -> None:  # type: ignore[no-untyped-def]
    """Check, sign as the draft says, wait and publish."""
    said = clerk.does("check", draft)
    id = said.split(" as ")[1].split(".")[0]
    names = (
        next(line for line in said.splitlines() if line.startswith("to sign: ")).removeprefix("to sign: ").split(", ")
    )
    clerk.signs(id, *(name.rpartition("/")[2] for name in names))
    clerk.waits(days=8)
    clerk.does("publish", id)


def test_a_draft_travels_to_an_officer_on_a_stick_and_its_signature_comes_back(clerk: Clerk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president")
    stick, own = clerk.folder / "stick", clerk.folder / "own-copy"
    shutil.copytree(clerk.desk / letter, stick / letter)
    shutil.copytree(clerk.record, own)
    monkeypatch.delenv("QURULTAY_HOUSE")
    monkeypatch.chdir(stick)
    assert "name your copy of it with --record" in clerk.refused(
        "sign", stick / letter, "--key", clerk.key("secretary")
    )
    said = clerk.does("sign", letter, "--record", own, "--key", clerk.key("secretary"), answers="yes\n")
    assert "Everybody has." in said
    (signature,) = [path for path in (stick / letter / "sig").iterdir() if path.name.startswith("secretary")]
    shutil.copy(signature, clerk.desk / letter / "sig" / signature.name)
    clerk.waits(hours=5)
    said = clerk.does("publish", letter, "--house", clerk.house)
    assert (
        "Published on 2 June 2024 at 14:01 UTC unless somebody stops it." in said
    )  # the hold begins where the gate is
    clerk.waits(hours=24)
    assert "entered as act 1" in clerk.does("publish", "--house", clerk.house)


def test_a_draft_for_another_record_is_not_signed(clerk: Clerk, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    letter = clerk.lays_down(LETTER)
    (tmp_path / "other").mkdir()
    other = Clerk(tmp_path / "other", monkeypatch, clerk.now)
    other.begins()
    other.founds()
    words = (
        "sign",
        clerk.desk / letter,
        "--record",
        other.record,
        "--house",
        clerk.house,
        "--key",
        clerk.key("president"),
    )
    assert "The draft is for the record founded as" in clerk.refused(*words, answers="yes\n")
    assert not (clerk.desk / letter / "sig").exists()
