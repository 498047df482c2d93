"""`qurultay build` and `qurultay export`: the site of a house, and copies to carry away."""

import json
import zipfile

from tests.cli.clerk import LETTER, Clerk


def test_a_site_is_built_once_and_then_only_what_changed(clerk: Clerk) -> None:
    said = clerk.does("build")
    assert "The site has" in said and (clerk.house / "site/index.html").is_file()
    assert "; 0 were written" in clerk.does("build")
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    assert "`qurultay build` makes its site anew" in clerk.does("publish")
    assert "; 0 were written" not in clerk.does("build")


def test_a_folder_that_holds_other_things_is_never_made_a_site(clerk: Clerk) -> None:
    clerk.writes("thesis.txt", "mine")
    assert clerk.refused("build", "-o", clerk.folder)
    assert (clerk.folder / "thesis.txt").read_text() == "mine"
    assert "Name the folder of the site" in clerk.refused("build", "--record", clerk.record)


def test_a_record_that_is_broken_gets_no_site(clerk: Clerk) -> None:
    (clerk.record / "checkpoint").write_bytes(b"nothing\n")
    assert "(not-a-note)" in clerk.refused("build") and not (clerk.house / "site").exists()


def test_exports_are_the_same_bytes_every_time_and_overwrite_nothing(clerk: Clerk) -> None:
    for name in ("a.zip", "b.zip"):
        clerk.does("export", clerk.folder / name)
    assert (clerk.folder / "a.zip").read_bytes() == (clerk.folder / "b.zip").read_bytes()
    assert "not overwritten" in clerk.refused("export", clerk.folder / "a.zip")
    with zipfile.ZipFile(clerk.folder / "a.zip") as packed:
        assert "checkpoint" in packed.namelist()
    clerk.does("export", clerk.folder / "copy")
    assert json.loads(clerk.does("verify", clerk.folder / "copy", "--json"))["verdict"] == "intact"
    assert "not empty" in clerk.refused("export", clerk.folder / "copy")
    said = clerk.does("export", clerk.folder / "one", "--act", 0)
    assert "act-0.note, act-0.tlog-proof" in said
    assert clerk.refused("export", clerk.folder / "one", "--act", 0)
