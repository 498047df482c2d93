"""Files of ballots as people have them: what is read, what is refused, where, and how it is to be mended."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.blt import read_blt, write_blt
from qurultay.counting.contest import contest_of
from qurultay.counting.count import count
from qurultay.counting.poll import MOST_BYTES, Poll
from qurultay.counting.preflib import read_preflib, write_preflib
from qurultay.counting.profile import Profile, profile_of
from qurultay.counting.reading import read_poll
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import rule_named
from qurultay.counting.spreadsheet import read_csv, write_csv
from qurultay.counting.writing import write_poll

NAMES = '"Ada"\n"Ben"\n"Cem"\n"Council"\n'


def groups(text: str, ending: str = "blt") -> dict[tuple[Any, ...], int]:
    """The ballots in a file of three candidates, with their weights."""
    return dict(read_poll(text.encode(), f"council.{ending}").profile.groups)


def refused(text: str | bytes, name: str = "council.blt") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Uncountable) as bad:
        read_poll(text if isinstance(text, bytes) else text.encode(), name)
    return str(bad.value)


# --- BLT -------------------------------------------------------------------------------------------------------------


def test_a_blt_file_has_candidates_seats_ballots_names_and_a_title() -> None:
    poll = read_blt(f"3 2\n4 1 3 0\n2 2 0\n1 1 3 0\n0\n{NAMES}".encode(), "council.blt")
    assert poll.contest == contest_of("Ada Ben Cem", seats=2, title="Council")
    assert poll.profile.groups == (((0, 2), 5), ((1,), 2))


@pytest.mark.parametrize(
    ("ballots", "read"),
    [
        ("5 2=3 1 0", {((1, 2), 0): 5}),
        ("5 3=2=1 0", {((0, 1, 2),): 5}),
        ("5 - 2 - 1 0", {(1, 0): 5}),
        ("5 0", {(): 5}),
        ("5 1 2", {(0, 1): 5}),
        ("  5\t1   2 0  ", {(0, 1): 5}),
        ("5 1 2 0 # a comment", {(0, 1): 5}),
        ("# nothing but a comment\n5 1 0\n\n6 2 0", {(0,): 5, (1,): 6}),
        ("(paper 17) 1 0", None),
        ("(17) 1 0\n(18) 1 0", {(0,): 2}),
        ("007 01 02 0", {(0, 1): 7}),
    ],
)
def test_a_ballot_may_have_equal_and_skipped_ranks_comments_and_a_number_of_its_own(
    ballots: str, read: dict[tuple[Any, ...], int] | None
) -> None:
    if read is None:
        assert "'(paper' is no whole number" in refused(f"3 1\n{ballots}\n0\n{NAMES}")
    else:
        assert groups(f"3 1\n{ballots}\n0\n{NAMES}") == read


def test_short_names_lots_and_withdrawals_stand_before_the_ballots() -> None:
    poll = read_blt(f"3 2\n-2\n[nick a b c]\n[tie 3 1 2]\n2 c a 0\n0\n{NAMES}".encode(), "council.blt")
    assert poll.contest.withdrawn == {"Ben"}
    assert poll.lots is not None and poll.lots.order == ("Ben", "Ada", "Cem")  # the first of [tie] loses
    assert poll.profile.groups == (((2, 0), 2),)


@pytest.mark.parametrize(
    ("names", "read"),
    [
        ('"Ada" "Ben"\n"Cem"\n"Council"', ("Ada", "Ben", "Cem")),
        ("Ada\nBen\nCem\nCouncil", ("Ada", "Ben", "Cem")),
        ('"Ada"   # of the north\n# nobody\n"Ben"\n\n"Cem"\n"Council"', ("Ada", "Ben", "Cem")),
        ('"ئايگۈل"\n"Айгүл"\n"Ça\u200cm"\n"مەجلىس"', ("ئايگۈل", "Айгүл", "Ça\u200cm")),
        ('"Ada ""B"" C"\n"Ben \\"X\\" D"\n"Cem"\n"Council"', ('Ada "B" C', 'Ben "X" D', "Cem")),
        ('"Ada" "North"\n"Ben" "South"\n"Cem" "North"\n"Council"', ("Ada (North)", "Ben (South)", "Cem (North)")),
        ('"Ada ""North"""\n"Ben"\n"""Cem"" ""North"""\nCouncil', ('Ada "North"', "Ben", "Cem (North)")),
        (
            "# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Ben\n# ALTERNATIVE NAME 3: Cem\nLinn",
            ("Ada", "Ben", "Cem"),
        ),
        ("Ada\nBen\nC\u202eem\x89", ("Ada", "Ben", "C\ufffdem\ufffd")),
        ('"Candidate #1"\nCandidate #2\n"Cem"', ("Candidate #1", "Candidate #2", "Cem")),
    ],
)
def test_names_are_in_any_script_quoted_or_not(names: str, read: tuple[str, ...]) -> None:
    assert read_poll(f"3 1\n1 1 0\n0\n{names}\n".encode(), "council.blt").contest.names == read


def test_names_are_compared_in_one_normal_form() -> None:
    decomposed = "C\u0327em"
    assert read_poll(f"1 1\n1 1 0\n0\n{decomposed}\n".encode(), "c.blt").contest.names == ("Çem",)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_ends_do_no_harm(mark: str, end: str) -> None:
    text = mark + f"3 1\n2 1 2 0\n0\n{NAMES}".replace("\n", end)
    assert groups(text) == {(0, 1): 2}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "council.blt, line 1, column 1: the file is empty; begin with"),
        ("3\n", "line 1, column 1: this does not begin with two numbers"),
        ("3 x\n", "line 1, column 3: 'x' is no whole number"),
        ("3 1,\n", "line 1, column 3: '1,' is no whole number; delete the comma"),
        ("3 0\n", "line 1, column 3: there is no seat"),
        ("0 1\n", "line 1, column 1: there is no candidate"),
        ("99999 1\n", "line 1, column 1: '99999' is more than 1000"),
        (f"3 1\n4 1 5 0\n0\n{NAMES}", "line 2, column 5: candidate 5 is named, but only 3 stand; correct the number"),
        (f"3 1\n4 1 1 0\n0\n{NAMES}", "line 2, column 5: candidate 1 stands twice on this ballot; delete one"),
        (f"3 1\n4 1=1 0\n0\n{NAMES}", "line 2, column 3: candidate 1 stands twice on this ballot"),
        (f"3 1\n4 1 0 2 0\n0\n{NAMES}", "line 2, column 5: 0 ends a ballot, and more follows"),
        (f"3 1\n1.5 1 0\n0\n{NAMES}", "line 2, column 1: '1.5' is no whole number; write the weight"),
        (f"3 1\n0 1 0\n0\n{NAMES}", "line 2, column 1: the weight is 0"),
        (f"3 1\n{'9' * 40} 1 0\n0\n{NAMES}", "line 2, column 1: '999"),
        (f"3 1\n4 1 0\n5 x 0\n0\n{NAMES}", "line 3, column 3: 'x' is no whole number"),
        (f"3 1\n-4\n4 1 0\n0\n{NAMES}", "line 2, column 2: candidate 4 is named, but only 3 stand"),
        (f"3 1\n[tie 1 2]\n4 1 0\n0\n{NAMES}", "line 2, column 1: the order of lots is not strict"),
        (f"3 1\n[tie 1 2 3\n4 1 0\n0\n{NAMES}", "line 2, column 11: a bracket is opened and never closed"),
        (f"3 1\n[nick a b]\n4 1 0\n0\n{NAMES}", "line 2, column 1: there are 3 candidates, and not as many"),
        ("3 1\n4 1 0\n", "line 3, column 1: the line 0 that ends the ballots is missing"),
        (f"3 1\n4 1 0\n{NAMES}", "line 3, column 1: a name stands here before the ballots have ended"),
        ("3 1\n4 1 0\n0\n\"Ada\"\n", "there are 3 candidates and only 1 names; add the missing names"),
        ("3 1\n4 1 0\n0\nAda\nBen\nAda\n", "line 6, column 1: a second candidate is called 'Ada'"),
        ('3 1\n4 1 0\n0\nAda\n""\nCem\n', "line 5, column 1: a name is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_blt_file_is_said_with_line_column_and_remedy(text: str, sentence: str) -> None:
    assert sentence in refused(text)


def test_weights_that_are_too_large_together_are_refused() -> None:
    rows = "\n".join(f"{10**15 - 1} 1 0 # {n}" for n in range(10))
    assert "more than 2^53 together" in refused(f"3 1\n{rows}\n0\n{NAMES}")


@pytest.mark.parametrize("data", [b"\xff\xfe3\x00", b"\xfe\xff\x003"])
def test_a_file_in_utf_16_is_refused_with_what_to_do(data: bytes) -> None:
    assert "the file is UTF-16; save it as UTF-8" in refused(data)


def test_other_encodings_and_no_texts_are_refused() -> None:
    assert "line 2: a byte is not UTF-8" in refused(b"3 1\n\xe9")
    assert "zero byte" in refused(b"3 1\n\0")
    with pytest.raises(Uncountable, match="more than 256 MB"):
        read_blt(bytes(MOST_BYTES + 1), "large.blt")


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    for name in ("x.blt", "x.csv", "x.soi", "x.json", "x.bel", "x"):
        try:
            assert isinstance(read_poll(data, name), Poll)
        except Uncountable:
            continue


@given(st.text(alphabet='0123456789 -=#[]"\n(),:{}tienckab', max_size=200))
def test_whatever_looks_like_ballots_is_read_or_refused(text: str) -> None:
    for name in ("x.blt", "x.csv", "x.soi"):
        try:
            assert isinstance(read_poll(f"3 2\n{text}".encode(), name), Poll)
        except Uncountable:
            continue


# --- what is written is read -------------------------------------------------------------------------------------------


@st.composite
def rankings(draw: st.DrawFn) -> Profile:
    """A profile of rankings of up to five candidates, some with equal ranks."""
    many = draw(st.integers(1, 5))
    ballots = []
    for _ in range(draw(st.integers(0, 8))):
        order = draw(st.permutations(range(many)))[: draw(st.integers(0, many))]
        ranks: list[list[int]] = []
        for at in order:
            if ranks and draw(st.booleans()):
                ranks[-1].append(at)
            else:
                ranks.append([at])
        ballot = tuple(rank[0] if len(rank) == 1 else tuple(sorted(rank)) for rank in ranks)
        ballots.append((ballot, draw(st.integers(1, 10**9))))
    return profile_of("ranked", many, ballots)


@given(rankings())
def test_a_poll_written_as_blt_preflib_or_csv_is_read_as_it_was(profile: Profile) -> None:
    names = ["Ada", 'Ben "B" \\ D', "ئايگۈل, ك", "#4", "-"][: profile.candidates]
    contest = contest_of(names, seats=2, title='The "Council"')
    assert read_blt(write_blt(contest, profile).encode(), "x.blt") == Poll(contest=contest, profile=profile)
    text = write_preflib(contest, profile, file_name="x.toi").encode()
    assert read_preflib(text, "x.toi").profile == profile
    assert read_preflib(text, "x.toi").contest.names == contest.names
    assert read_csv(write_csv(contest, profile).encode(), "x.csv").profile == profile


def test_ballots_that_are_no_rankings_are_not_written_as_such() -> None:
    approvals = profile_of("approvals", 2, [((0,), 1)])
    with pytest.raises(Uncountable, match="BLT holds rankings only"):
        write_blt(contest_of("Ada Ben"), approvals)
    with pytest.raises(Uncountable, match="rankings only"):
        write_preflib(contest_of("Ada Ben"), approvals, file_name="x.soi")
    assert write_csv(contest_of("Ada Ben"), approvals) == "weight,Ada,Ben\n1,1,\n"


# --- PrefLib and CSV --------------------------------------------------------------------------------------------------


PREFLIB = """\
# FILE NAME: 00001-00000001.toc
# TITLE: Council
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Ada
# ALTERNATIVE NAME 2: Ben
# ALTERNATIVE NAME 3: Cem
12: 2,{1,3}
3: 1
"""


def test_a_preflib_file_has_names_in_its_heading_and_ties_in_braces() -> None:
    poll = read_poll(PREFLIB.encode(), "00001-00000001.toc")
    assert poll.contest.names == ("Ada", "Ben", "Cem")
    assert poll.profile.groups == (((0,), 3), ((1, (0, 2)), 12))
    assert read_poll(PREFLIB.encode(), "no-ending") == poll


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("12: 2,", "12 2,", "line 7: there is no ':' behind the number of voters"),
        ("12: 2,", "x: 2,", "line 7, column 1: 'x' is no whole number"),
        ("2,{1,3}", "4,{1,3}", "line 7, column 4: candidate 4 is named, but only 3 stand"),
        ("2,{1,3}", "2,{1,2}", "line 7, column 7: a candidate stands twice on this ballot"),
        ("2,{1,3}", "2,{1,3", "line 7, column 7: '{1,3' is no rank"),
        ("# ALTERNATIVE NAME 2: Ben\n", "", "it has 2 names for 3 alternatives"),
        ("# NUMBER ALTERNATIVES: 3\n", "", "it has 3 names for 0 alternatives"),
    ],
)
def test_what_is_wrong_in_a_preflib_file_is_said_with_its_place(was: str, now: str, sentence: str) -> None:
    assert sentence in refused(PREFLIB.replace(was, now), "x.toc")


@pytest.mark.parametrize(
    "text",
    [
        "weight,Ada,Ben,Cem\n12,2,1,\n3,1,,\n",
        "weight;Ada;Ben;Cem\n12;2;1;\n3;1;;\n",
        "Weight\tAda\tBen\tCem\n12\t5\t4\t\n\n3\t1\t\t\n",
        "\ufeffballots,Ada,Ben,Cem\r\n12,2,1,\r\n3,1,,\r\n",
    ],
)
def test_a_table_of_ranks_is_read_whatever_divides_its_cells(text: str) -> None:
    poll = read_poll(text.encode(), "council.csv")
    assert poll.contest.names == ("Ada", "Ben", "Cem")
    assert poll.profile.groups == (((0,), 3), ((1, 0), 12))


def test_a_table_of_choices_has_names_in_its_cells() -> None:
    poll = read_poll(b"choice 1,choice 2\nCem,Ada\nAda,\nCem,Ada\n", "council.csv")
    assert poll.contest.names == ("Ada", "Cem")
    assert poll.profile.groups == (((0,), 1), ((1, 0), 2))


def test_numbers_are_what_the_rule_takes() -> None:
    text = b"Ada,Ben\n1,0\n1,2\n"
    assert read_csv(text, "x.csv", wanted=["grades"]).profile.groups == (((1, 0), 1), ((1, 2), 1))
    assert read_csv(text, "x.csv", wanted=["scores"]).profile.kind == "scores"
    assert read_csv(text, "x.csv", wanted=["approvals", "votes"]).profile.groups == (((0,), 1), ((0, 1), 1))
    assert read_csv(b"1,2\nBen,Ada\n", "x.csv", wanted=["approvals"]).profile.groups == (((0, 1), 1),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("weight,Ada,Ben\n1,x,2\n", "council.csv, line 2, column 2: 'x' is no whole number"),
        ("weight,Ada,Ben\n1,1,2,3\n", "line 2: it has more cells than the 2 candidates"),
        ("weight,Ada,\n1,1,2\n", "line 1: a column has no heading"),
        ("weight,Ada,Ada\n1,1,2\n", "two candidates are called 'Ada'"),
        ("choice 1,choice 2\nAda,Ada\n", "line 2: 'Ada' is chosen twice on one ballot"),
        ("choice 1,choice 2\n", "no ballot names anybody"),
        ('weight,Ada\n1,"2\n', "line 2: this is no CSV"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_place(text: str, sentence: str) -> None:
    assert sentence in refused(text, "council.csv")


def test_a_file_whose_format_nobody_can_tell_is_refused() -> None:
    assert "nobody can tell which format this is" in refused("hello\n", "letter")


# --- Belenios --------------------------------------------------------------------------------------------------------


def archive(election: dict[str, Any], result: dict[str, Any], **extra: bytes) -> bytes:
    """An archive with nothing in it but what a count reads."""
    files: dict[str, bytes] = {"BELENIOS": b"{}"}

    def put(value: Any, kind: str = "data") -> str:
        held = json.dumps(value).encode()
        digest = hashlib.sha256(held).hexdigest()
        files[f"{digest}.{kind}.json"] = held
        return digest

    put({"type": "Setup", "payload": put({"election": put(election)})}, "event")
    put({"type": "Result", "payload": put(result)}, "event")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, held in (files | extra).items():
            info = tarfile.TarInfo(name)
            info.size = len(held)
            tar.addfile(info, io.BytesIO(held))
    return packed.getvalue()


ASKED = {"answers": ["Ada", "Ben", "Cem"], "question": "Who?"}
ELECTION = {"uuid": "abc", "questions": [{"type": "NonHomomorphic", "value": ASKED}, {**ASKED, "blank": True}]}
RESULT = {"result": [[[1, 2, 0], [0, 0, 0], [3, 1, 1], [0, 7, 2]], [4, 1, 0, 9]]}


def test_ranks_come_out_of_the_archive_of_a_secret_election() -> None:
    poll = read_poll(archive(ELECTION, RESULT), "box.bel")
    assert (poll.contest.title, poll.contest.names) == ("Who?", ("Ada", "Ben", "Cem"))
    assert dict(poll.profile.groups) == {(): 1, (0, 1): 1, ((1, 2), 0): 1, (2, 1): 1}
    assert poll.source["election"] == "abc"
    assert poll.source["result-sha256"] == hashlib.sha256(json.dumps(RESULT).encode()).hexdigest()


def test_grades_are_kept_as_they_are_and_whoever_chose_no_answer_cast_a_blank_ballot() -> None:
    assert (3, 1, 1) in dict(read_poll(archive(ELECTION, RESULT), "box.bel", wanted=["grades"]).profile.groups)
    votes = read_poll(archive(ELECTION, RESULT), "box.bel", question=2, wanted=["votes"])
    assert (votes.profile.kind, votes.profile.groups) == ("votes", (((), 4), ((0,), 1), ((2,), 9)))


def test_blank_ballots_of_a_secret_election_count_for_the_half_where_the_rule_says_so() -> None:
    """9 is more than half of the 15 votes, and not of the 19 ballots with the blank ones (V6)."""
    asked = {**ELECTION, "questions": [{**ASKED, "blank": True}]}
    said = {"result": [[4, 1, 5, 9]]}
    poll = read_poll(archive(asked, said), "box.bel", wanted=["votes"])
    found = {
        blank: count(poll.contest, poll.profile, rule_named("run-off", blank=blank)).elected
        for blank in ("left-out", "cast")
    }
    assert found == {"left-out": ("Cem",), "cast": ()}


def test_an_archive_of_a_real_election_is_read(shared: Path) -> None:
    data = (shared / "data/elections/t20-RFC3526-nh.bel").read_bytes()
    assert read_poll(data, "t20-RFC3526-nh.bel").profile.groups == (((0, 1, 2, 3, 4), 10),)


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ({}, "it has no result"),
        ({"result": []}, "it has no question 1, but 0"),
        ({"result": [[[1, 2]]]}, "its answers are not 2 names"),
        ({"result": [[[1, 2, 0], [1, 2]]]}, "question 1, ballot 2: it is no list of numbers"),
        ({"result": [[[1, 2, -1]]]}, "question 1, ballot 1: it is no list of numbers"),
        ({"result": [[[1, 2, True]]]}, "question 1, ballot 1: it is no list of numbers"),
        ({"result": [[1, 2, -3]]}, "no whole numbers from 0"),
        ({"result": ["x"]}, "neither votes nor ballots"),
    ],
)
def test_what_is_wrong_in_a_result_is_said(result: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(archive(ELECTION, result), "box.bel")


def test_an_archive_that_was_altered_is_refused() -> None:
    election = hashlib.sha256(json.dumps(ELECTION).encode()).hexdigest()
    altered = archive(ELECTION, RESULT, **{f"{election}.data.json": b"{}"})
    assert "is missing or altered" in refused(altered, "box.bel")
    assert "it is no archive of a Belenios election" in refused(b"BELENIOS", "box.bel")
    result = json.dumps({"type": "Result", "payload": "0" * 64}).encode()
    assert "it has 2 events of the kind Result" in refused(
        archive(ELECTION, RESULT, **{"x.event.json": result}), "b.bel"
    )


@given(rankings())
def test_a_poll_written_as_a_belenios_result_is_read_as_it_was(profile: Profile) -> None:
    small = profile_of("ranked", profile.candidates, [(ballot, 1 + weight % 3) for ballot, weight in profile.groups])
    if small.groups:
        text = write_poll(
            Poll(contest=contest_of("Ada Ben Cem Dua Ela"[: 4 * small.candidates]), profile=small), "x.json"
        )
        assert read_poll(text.encode(), "x.json").profile == small


@pytest.mark.parametrize(
    ("ballot", "good", "bad"),
    [((0, 1, 2), "soc soi toc toi", ""), ((0,), "soi toi", "soc toc"), ((0, (1, 2)), "toc toi", "soc soi")],
)
def test_preflib_endings_say_what_rankings_a_file_holds(ballot: Any, good: str, bad: str) -> None:
    poll = Poll(contest=contest_of("Ada Ben Cem"), profile=profile_of("ranked", 3, [(ballot, 2)]))
    for ending in good.split():
        assert read_poll(write_poll(poll, f"x.{ending}").encode(), f"x.{ending}").profile == poll.profile
    for ending in bad.split():
        with pytest.raises(Uncountable, match="call the file"):
            write_poll(poll, f"x.{ending}")


def test_what_a_format_cannot_hold_is_not_written() -> None:
    poll = Poll(contest=contest_of("Ada Ben"), profile=profile_of("approvals", 2, [((0,), 1)]))
    for name in ("x.blt", "x.soi", "x.json", "x.pdf"):
        with pytest.raises(Uncountable):
            write_poll(poll, name)
    many = Poll(contest=contest_of("Ada Ben"), profile=profile_of("ranked", 2, [((0,), 10**7)]))
    with pytest.raises(Uncountable, match="at most 1000000 papers"):
        write_poll(many, "x.json")
