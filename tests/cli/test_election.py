"""A secret election at the command line, by people on separate machines: each role in a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from copy import copy
from pathlib import Path

import pytest

from tests.cli.clerk import Clerk

GROUP = "BELENIOS-2048"
NAMES = {
    "NAME OF THE ELECTION": "President of Tolunay",
    "WHAT IT IS ABOUT": "The fourth session elects",
    "NAME OF THE ADMINISTRATOR": "Secretariat",
    "NAME OF THE REGISTRAR": "Registrar",
    "WHO SHALL BE PRESIDENT?": "Who shall be president?",
    "FIRST CANDIDATE": "Ayla Tornay",
    "SECOND CANDIDATE": "سابىرا ئوناي",
}


class Election:
    """An election in folders: `registrar`, `trustee-N`, `voter-N`, and the administrator's beside them."""

    def __init__(self, clerk: Clerk, page: Callable[[str], str] = lambda page: page) -> None:
        self.clerk, self.folder = clerk, clerk.folder
        self.page = self.folder / "election.yaml"
        said = self.does("new", "-o", self.page)
        self.uuid = re.findall("^identifier: (.*)$", said, re.MULTILINE)[0]
        text = page(self.page.read_text())
        for words, name in NAMES.items():
            text = text.replace(words, name)
        self.page.write_text(text)
        self.archive = self.folder / "box" / f"{self.uuid}.bel"

        self.trackers: list[str] = []

    def moved(self, clerk: Clerk) -> Election:
        """The same election in a copy of its folders."""
        other = copy(self)
        other.clerk, other.folder = clerk, clerk.folder
        other.page, other.archive = clerk.folder / "election.yaml", clerk.folder / "box" / self.archive.name
        return other

    def does(self, *words: object, answers: str = "") -> str:
        return self.clerk.does("election", *words, answers=answers)

    def at(self, role: str) -> Path:
        place = self.folder / role
        place.mkdir(exist_ok=True)
        return place

    def credentials(self, count: int = 4, group: str = GROUP) -> list[str]:
        """The registrar's day: credentials for so many voters."""
        words = ("--uuid", self.uuid, "--count", count, "-o", self.folder / "registrar", "--group", group)
        self.does("credentials", "generate", *words)
        rows = (self.folder / "registrar/private.csv").read_text().splitlines()[1:]
        return [row.split(",")[1] for row in rows]

    def single(self, number: int, group: str = GROUP) -> Path:
        """A trustee alone."""
        here = self.at(f"trustee-{number}")
        self.does("key", "generate", "-o", here / "key", "--public", here / "public", "--group", group)
        return here / "public"

    def together(self, size: int = 3, threshold: int = 2) -> Path:
        """Trustees who make a key of which some are needed, each on a machine of their own."""
        homes = [self.at(f"t{number}") for number in range(1, size + 1)]
        for number, here in enumerate(homes, 1):
            words = ("--index", number, "--size", size, "--threshold", threshold)
            self.does("key", "certificate", *words, "-o", here / "seed", "--public", here / "certificate")
        gathered = self.folder / "ceremony.json"
        certificates = [here / "certificate" for here in homes]
        self.does("ceremony", "gather", *certificates, "--threshold", threshold, "-o", gathered)
        for here in homes:
            words = ("--seed", here / "seed", "-o", here / "polynomial", "--public", here / "promise")
            self.does("key", "polynomial", gathered, *words)
        polynomials = [here / "polynomial" for here in homes]
        promises = [word for here in homes for word in ("--promise", here / "promise")]
        shares = self.folder / "shares"
        self.does("ceremony", "distribute", *polynomials, *promises, "--ceremony", gathered, "-o", shares)
        for number, here in enumerate(homes, 1):
            mine = shares / f"trustee-{number}.json"
            self.does("key", "share", mine, "--seed", here / "seed", "-o", here / "share")
        given = [word for here in homes for word in ("--share", here / "share")]
        done = self.folder / "done"
        self.does("ceremony", "conclude", *polynomials, *given, "--ceremony", gathered, "-o", done)
        for number, here in enumerate(homes, 1):
            self.does("key", "open", done / f"trustee-{number}.sealed", "--seed", here / "seed", "-o", here / "key")
        return done / "threshold.json"

    def opens(self, *words: object) -> str:
        credentials = self.folder / "registrar/public_creds.json"
        return self.does("open", self.page, "--credentials", credentials, *words, "-o", self.folder / "box")

    def votes(self, credential: str, *choices: str) -> str:
        """A voter makes a ballot at home, and it is cast; the tracker."""
        here = self.at("voters")
        number = len(list(here.glob("*.json")))
        secret = self.clerk.writes(f"credential-{number}", credential + "\n")
        ballot = here / f"{number}.json"
        choose = [word for choice in choices for word in ("--choose", choice)]
        said = self.does("vote", self.archive, "--credential", secret, *choose, "-o", ballot)
        tracker = re.findall("^tracker: (.*)$", said, re.MULTILINE)[0]
        assert f"tracker {tracker}" in self.does("cast", self.archive, ballot)
        return tracker

    def decrypts(self, role: str) -> Path:
        part = self.at(role) / "part.json"
        self.does("decrypt", self.archive, "--key", self.at(role) / "key", "-o", part)
        return part


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Election:
    """One trustee alone and three of whom two are needed; four voters, one of whom votes twice. Copy it, leave it so."""
    with pytest.MonkeyPatch.context() as patch:
        election = Election(
            Clerk(tmp_path_factory.mktemp("election"), patch), lambda page: page.replace("blank: no", "blank: yes")
        )
        first, second, third, _ = election.credentials()
        said = election.opens("--trustee", election.single(0), "--threshold", election.together())
        assert "The box is open: 4 voters, 4 trustees." in said
        election.trackers = [
            election.votes(*vote) for vote in ((first, "2"), (first, "1"), (second, "1"), (third, "blank"))
        ]
    return election


@pytest.fixture
def held(prepared: Election, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Election:
    """The same election in folders of this test alone."""
    shutil.copytree(prepared.folder, tmp_path, dirs_exist_ok=True)
    return prepared.moved(Clerk(tmp_path, monkeypatch))


def test_an_election_is_held_by_people_on_separate_machines_and_anyone_verifies_it(
    held: Election, tool: Callable[[str], Path]
) -> None:
    assert "counts: ballot 2 of 4" in held.does("tracker", held.archive, held.trackers[1])
    said = held.does("tracker", held.archive, held.trackers[0])
    assert "replaced: ballot 1 of 4, by ballot 2 of the same voter" in said
    assert held.does("verify", held.archive).splitlines()[-1] == "holds: 4 ballots of 3 voters, open for ballots"
    assert "The box is closed: 4 ballots of 3 voters" in held.does("close", held.archive)
    assert "More trustees are needed" in held.does("tally", held.archive, held.decrypts("trustee-0"))
    said = held.does("tally", held.archive, held.decrypts("t3"), held.decrypts("t1"))
    assert "That is enough" in said
    said = held.does("declare", held.archive)
    assert "  1: blank" in said and "  2: Ayla Tornay" in said and "  0: سابىرا ئوناي" in said
    last = held.does("verify", held.archive).splitlines()[-1]
    assert last == "holds: 4 ballots of 3 voters, declared"
    told = json.loads(held.does("verify", held.archive, "--json"))
    assert told["result"] == [[1, 2, 0]] and told["checked"]["strong proofs"] == 3
    debian = [str(tool("belenios-tool")), "election", "verify", "--dir", str(held.archive.parent)]
    assert subprocess.run(debian, capture_output=True, check=False).returncode == 0


def test_a_part_without_our_proof_is_not_taken_and_a_false_one_names_its_trustee(held: Election) -> None:
    held.does("close", held.archive)
    part = held.decrypts("trustee-0")
    told = json.loads(part.read_text())
    bare = held.clerk.writes("bare.json", json.dumps({k: v for k, v in told.items() if k != "strong"}))
    said = held.clerk.types("election", "tally", held.archive, bare)
    assert said.status == 1 and "it lacks the strong proof" in said.err
    other = held.clerk.writes("other.json", json.dumps(told | {"owner": 2}))
    said = held.clerk.types("election", "tally", held.archive, other)
    assert said.status == 1 and "trustee 2" in said.err and "(decryption-" in said.err


def test_an_archive_that_was_changed_is_refused_with_the_check_and_the_place(held: Election) -> None:
    data = bytearray(held.archive.read_bytes())
    at = data.index(b'"election_uuid"')
    data[at + 20] ^= 1
    broken = held.folder / "broken.bel"
    broken.write_bytes(bytes(data))
    said = held.clerk.types("election", "verify", broken)
    assert said.status == 1
    assert said.last.startswith("refused: record-name at byte ")
    part = ("decrypt", broken, "--key", held.at("t1") / "key", "-o", held.folder / "never.json")
    said = held.clerk.types("election", *part)
    assert said.status == 1 and not (held.folder / "never.json").exists()


def test_a_tracker_that_is_not_there_is_said_to_be_missing(held: Election) -> None:
    said = held.clerk.types("election", "tracker", held.archive, "nothing")
    assert (said.status, said.last) == (1, "not there: no ballot of 4 has the tracker nothing")


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("3", "Question 1 has answers 1 to 2"),
        ("1,1", "an answer is named twice"),
        ("1,2", "2 answers are chosen; the question asks for 1 to 1"),
        ("", "0 answers are chosen"),
    ],
)
def test_what_the_question_does_not_allow_is_refused_before_it_is_encrypted(
    choice: str, said: str, held: Election
) -> None:
    secret = held.clerk.writes("credential", (held.folder / "registrar/private.csv").read_text().split(",")[3])
    words = ("vote", held.archive, "--credential", secret, "--choose", choice, "-o", held.folder / "x.json")
    assert said in held.clerk.refused("election", *words)
    assert not (held.folder / "x.json").exists()


def test_a_mistyped_credential_is_told_and_a_foreign_one_refused(held: Election) -> None:
    words = ("vote", held.archive, "--choose", "1", "-o", held.folder / "x.json", "--credential")
    short = held.clerk.writes("short", "nCwWX-VkQj3v")
    assert "a credential has 22 characters" in held.clerk.refused("election", *words, short)
    foreign = held.clerk.writes("foreign", "nCwWX-VkQj3v-LobgX-123456")
    assert "not in the list of this election" in held.clerk.refused("election", *words, foreign)


def test_the_sheets_ask_nothing_of_anybody_and_are_for_the_registrar_alone(newcomer: Clerk) -> None:
    election = Election(newcomer)
    roll = newcomer.writes("roll.csv", "voter,language,weight\nئايلا <b>,ug,1\nMarat,kk,2\n")
    out = election.folder / "registrar"
    words = ("--uuid", election.uuid, "--voters", roll, "--name", "President", "--where", "https://vote.example")
    said = newcomer.types("election", "credentials", "generate", *words, "-o", out)
    assert said.status == 0 and "Weights are public" in said.err
    page = (out / "sheets.html").read_text()
    assert "ئايلا &lt;b&gt;" in page and 'dir="rtl"' in page and "<svg" in page
    assert not re.search(r"<(?:script|link|img)|src=", page)
    assert all((out / name).stat().st_mode & 0o77 == 0 for name in ("private.csv", "sheets.html"))
    assert out.stat().st_mode & 0o77 == 0
    assert json.loads((out / "public_creds.json").read_text())[0].count(",") == 1


@pytest.mark.parametrize(
    ("roll", "said"),
    [
        ("name\nAyla\n", "line 1: there is no column `voter`"),
        ("voter\nAyla\nAyla\n", "line 3: the voter is missing, or stands there twice"),
        ("voter,weight\nAyla,0\n", "line 2: a weight is a whole number"),
        ("voter\n", "Name a roll with --voters"),
    ],
)
def test_a_roll_that_is_wrong_is_refused_with_its_line(roll: str, said: str, newcomer: Clerk) -> None:
    path, out = newcomer.writes("roll.csv", roll), newcomer.folder / "registrar"
    words = ("credentials", "generate", "--uuid", "1" * 14, "--voters", path, "-o", out)
    assert said in newcomer.refused("election", *words)
    assert not out.exists()


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("min: 1", "min: 3", "nobody can choose 3 to 1"),
        ("min: 1", "min: one", "'min' is no small whole number"),
        ("blank: no", "blank: perhaps", "blank is yes or no"),
        ("max: 1", "most: 1", "there is no field 'most' here"),
        ("name: NAME OF THE ELECTION", "name: ''", "'name' is missing"),
    ],
)
def test_a_page_that_is_not_filled_in_is_refused_with_its_line(was: str, now: str, said: str, newcomer: Clerk) -> None:
    election = Election(newcomer, lambda page: page.replace(was, now))
    words = ("open", election.page, "--credentials", election.page, "-o", election.folder / "box")
    refusal = newcomer.refused("election", *words)
    assert said in refusal and "line " in refusal
    assert not (election.folder / "box").exists()


def test_rankings_are_mixed_by_two_trustees_before_they_are_decrypted(newcomer: Clerk) -> None:
    group = "RFC-3526-2048"

    def ranking(page: str) -> str:
        start = page.index("    min: 1")
        return (
            page.replace(GROUP + "\nadmin", group + "\nadmin")[: start + len(group) - len(GROUP)] + "    ranking: yes\n"
        )

    election = Election(newcomer, ranking)
    first, second, third = election.credentials(3, group)
    trustees = [word for n in (1, 2) for word in ("--trustee", election.single(n, group))]
    election.opens(*trustees)
    for credential, order in ((first, "1,2"), (second, "2,1"), (third, "1,2")):
        election.votes(credential, order)
    election.does("close", election.archive)
    for role in ("trustee-1", "trustee-2"):
        assert "has mixed" in election.does("shuffle", election.archive, "--key", election.at(role) / "key")
    election.does("end-shuffles", election.archive)
    election.does("tally", election.archive, election.decrypts("trustee-1"), election.decrypts("trustee-2"))
    said = election.does("declare", election.archive)
    assert sorted(re.findall(r"ranks: (.*)", said)) == ["1 2", "1 2", "2 1"]
    told = json.loads(election.does("verify", election.archive, "--json"))
    assert told["holds"] and told["checked"]["shuffles"] == 2
