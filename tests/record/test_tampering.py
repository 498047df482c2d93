"""What happens to a record in bad hands: every byte flipped, files lost, acts forged by those who run the gate.

Each attack is refused, and with its own reason; what no check can see is said here too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from qurultay.acts.act import Seen, text_of
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.office import KeyEnrolled, Vacated
from qurultay.acts.writing import Issued
from qurultay.record.errors import REASONS, Broken, NotWitnessed
from qurultay.record.heads_judged import suggested_policy
from qurultay.record.judging import judge_all
from qurultay.record.layout import part_path
from qurultay.tlog import checkpoint
from qurultay.tlog.armour import armour
from qurultay.tlog.note import Note
from qurultay.tlog.policy import parse as policy_of
from qurultay.tlog.tree import leaf_hash, root
from tests.hall import OFFICERS, Hall, constitution, key_text, rules, seeded
from tests.record.forge import STRANGER, WITNESS, a_part, checked, files_of, forge_note, head_of, small_record

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


@cache
def honest() -> tuple[Hall, Mapping[str, bytes]]:
    """The small record, made once."""
    return small_record()


def refusal(files: Mapping[str, bytes], **asked: object) -> Broken:
    """Why a record is refused; fails where it is accepted."""
    with pytest.raises(Broken) as found:
        checked(files, **asked)
    assert found.value.code in REASONS
    assert found.value.sentence
    return found.value


def test_the_honest_record_is_intact_and_witnessed() -> None:
    hall, files = honest()
    report = checked(files, fingerprint=hall.book.founding)
    assert report.size == len(hall.notes)
    assert [seen.name for seen in report.witnessed.seen] == ["w1"]
    assert report.witnessed.unknown == (STRANGER.name,)
    assert [where[1] for where in report.parts.withheld] == ["title.en"]


def flips(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    return [(path, at) for path in sorted(files) for at in range(len(files[path]))]


def test_every_byte_of_every_file_counts(campaign: Callable[[int], int]) -> None:
    """One bit of each byte is turned, one byte at a time. A line of a witness unknown to the reader is reported by name."""
    _, files = honest()
    places = flips(files)
    step = max(1, len(places) // campaign(len(places)))
    unseen = []
    for number, (path, at) in enumerate(places[::step]):
        data = bytearray(files[path])
        data[at] ^= 1 << number % 8
        try:
            report = checked({**files, path: bytes(data)})
        except Broken as bad:
            assert bad.code in REASONS
        else:
            unseen.append((path, at, report.witnessed.unknown))
    for path, at, unknown in unseen:
        assert _in_a_strangers_line(files[path], at), (path, at)
        assert path == "witness/heads" or unknown != (), (path, at)


def _in_a_strangers_line(data: bytes, at: int) -> bool:
    """Only a line of somebody the reader does not know can change unseen, as C2SP asks."""
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start : data.find(b"\n", at) + 1 or None]
    return (line.startswith("— ".encode()) and STRANGER.name[:4].encode() in line) or b"stranger" in data[
        max(0, start - 1) : at + 200
    ]


@pytest.mark.parametrize("path", sorted(honest()[1]))
def test_a_lost_file_is_missed(path: str) -> None:
    """The suggested policy and the kept heads are conveniences: a reader who has his own misses nothing."""
    files = dict(honest()[1])
    del files[path]
    if path in ("witness/policy", "witness/heads"):
        checked(files)
    else:
        assert refusal(files).code in ("absent", "part-missing")


@pytest.mark.parametrize("path", sorted(honest()[1]))
@pytest.mark.parametrize("keep", [0, 1, 31, -1])
def test_a_truncated_file_is_refused(path: str, keep: int) -> None:
    files = dict(honest()[1])
    files[path] = files[path][:keep]
    if path == "witness/heads" and keep == 0:
        checked(files)
    else:
        refusal(files)


def test_swapped_and_renamed_files_are_refused() -> None:
    files = dict(honest()[1])
    first, second = sorted(path for path in files if path.startswith("part/"))[:2]
    assert refusal({**files, first: files[second], second: files[first]}).code == "part-differs"
    renamed = {("part/00/" + "00" * 32 if path == first else path): data for path, data in files.items()}
    assert refusal(renamed).code == "part-differs"
    bundle = next(path for path in files if path.startswith("tile/entries"))
    tile = next(path for path in files if path.startswith("tile/0"))
    refusal({**files, bundle: files[tile], tile: files[bundle]})
    assert checked({**files, "tile/7/000": b"x" * 8192}).begun == ("tile/7/000",)
    assert refusal({**files, "tile/notes.txt": b"x"}).code == "stray-file"
    assert checked({**files, "README.txt": b"x"}).unknown_files == ("README.txt",)
    digest, file = a_part("nobody's")
    assert checked({**files, part_path(digest): file}).begun == (part_path(digest),)


def test_a_part_that_was_withheld_and_is_back_is_a_finding_about_that_mirror() -> None:
    hall, files = honest()
    digest, file = a_part("6 title.en")
    letter = next(e for e in hall.entries if isinstance(e.act.body, Issued))
    digest, file = a_part(f"{letter.number} title.en")
    assert letter.act.parts["title.en"] == digest
    report = checked({**files, part_path(digest): file})
    assert report.parts.still_present == ((letter.number, "title.en"),)


# A forger who runs the gate and holds the log's key.


def forged(change: Callable[[Hall], bytes]) -> dict[str, bytes]:
    """A record with one act nobody should have entered, under a head the log's key did sign."""
    hall = Hall()
    hall.fill_seats()
    hall.on("2026-06-10")
    note = change(hall)
    return files_of([*hall.notes, note])


def elected(hall: Hall) -> None:
    """A new president is elected and in office."""
    hall.elect("post/president", "person/21")
    hall.on("2026-06-20").take_office("post/president", "person/21")


def by_a_former_officer(hall: Hall) -> bytes:
    former = hall.signers["post/president"]
    elected(hall)
    hall.on("2026-07-01")
    return forge_note(hall, hall.draft(LETTER), [former, hall.signers["post/secretary"]])


def by_one_where_two_are_needed(hall: Hall) -> bytes:
    return forge_note(hall, hall.draft(LETTER, signatories=("post/president",)), [hall.signers["post/president"]])


def by_two_of_whom_one_did_not_sign(hall: Hall) -> bytes:
    return forge_note(hall, hall.draft(LETTER), [hall.signers["post/president"]])


def by_a_key_enrolled_later(hall: Hall) -> bytes:
    """The letter first, the enrolment of its key after it; the enrolling officers saw the letter's head."""
    fresh = seeded("post/president", 9)
    letter = forge_note(hall, hall.draft(LETTER), [fresh, hall.signers["post/secretary"]])
    leaves = [leaf_hash(note) for note in (*hall.notes, letter)]
    enrolling = hall.draft(
        KeyEnrolled(use="acts", key=key_text(fresh), post="post/president", person="person/1"),
        signatories=("post/president", "post/secretary", "post/speaker"),
        seen=Seen(root=armour(root(leaves)), size=len(leaves)),
    )
    hall.notes.append(letter)
    return forge_note(hall, enrolling, [*(hall.signers[s] for s in enrolling.signatories), fresh])


def by_two_keys_of_one_person(hall: Hall) -> bytes:
    second = seeded("post/president", 2)
    hall.enter(
        KeyEnrolled(use="acts", key=key_text(second), post="post/president", person="person/1"),
        signatories=("post/president", "post/secretary", "post/speaker"),
        with_keys=(second,),
    )
    act = hall.draft(LETTER, signatories=("post/president",))
    return forge_note(hall, act, [hall.signers["post/president"], second])


def by_one_person_in_two_posts(hall: Hall) -> bytes:
    """The secretary is elected president too, and signs as both."""
    hall.elect("post/president", "person/3")
    hall.on("2026-06-20").take_office(
        "post/president", "person/3", signatories=("post/secretary", "post/vice-president", "post/speaker")
    )
    return forge_note(hall, hall.draft(LETTER), [hall.signers["post/president"], hall.signers["post/secretary"]])


def by_the_holder_on_the_date_who_is_gone_at_entry(hall: Hall) -> bytes:
    former = hall.signers["post/president"]
    elected(hall)
    hall.on("2026-07-01")
    act = hall.draft(LETTER, date=hall.today - timedelta(days=15))
    return forge_note(hall, act, [former, hall.signers["post/secretary"]])


def by_the_holder_at_entry_who_was_not_yet_on_the_date(hall: Hall) -> bytes:
    elected(hall)
    hall.on("2026-07-01")
    act = hall.draft(LETTER, date=hall.today - timedelta(days=15))
    return forge_note(hall, act, [hall.signers["post/president"], hall.signers["post/secretary"]])


def dated_in_the_future(hall: Hall) -> bytes:
    return both(hall, hall.draft(LETTER, date=hall.today + timedelta(days=1)))


def dated_before_its_basis(hall: Hall) -> bytes:
    return both(hall, hall.draft(LETTER, date=hall.today - timedelta(days=20), basis="act/0/rule/issued"))


def entered_after_its_last_day(hall: Hall) -> bytes:
    act = hall.draft(LETTER)
    hall.on(act.enter_by + timedelta(days=1))
    return both(hall, act)


def signed_for_another_record(hall: Hall) -> bytes:
    return both(hall, hall.draft(LETTER, record="ab" * 32))


def signed_for_another_branch(hall: Hall) -> bytes:
    return both(hall, hall.draft(LETTER, seen=Seen(root=armour(b"\x01" * 32), size=1)))


def signed_with_more_seen_than_there_was(hall: Hall) -> bytes:
    return both(hall, hall.draft(LETTER, seen=Seen(root=armour(b"\x01" * 32), size=99)))


def entered_twice(hall: Hall) -> bytes:
    hall.enter(LETTER)
    return hall.notes[-1]


def under_an_id_that_was_used(hall: Hall) -> bytes:
    entry = hall.enter(LETTER)
    return both(hall, hall.draft(LETTER, id=entry.act.id))


def rules_lowered_by_an_ordinary_act(hall: Hall) -> bytes:
    held = hall.book.rules
    lower = replace(held, version=2, keepers_needed=4, contest_days=0)
    return both(hall, hall.draft(RulesAdopted(rules=lower)))


def with_a_line_of_a_stranger(hall: Hall) -> bytes:
    return forge_note(hall, hall.draft(LETTER), [*(hall.signers[o] for o in OFFICERS), STRANGER])


def without_its_entry_line(hall: Hall) -> bytes:
    text = text_of(hall.draft(LETTER))
    return Note(text, tuple(hall.signers[o].sign(text) for o in OFFICERS)).encode()


def with_an_entry_line_of_another_gate(hall: Hall) -> bytes:
    hall.gate = seeded("gate", 5)
    return both(hall, hall.draft(LETTER))


def resigned_by_somebody_else(hall: Hall) -> bytes:
    act = hall.draft(
        Vacated(place="post/president", person="person/1", how="resigned"), signatories=("post/secretary",)
    )
    return forge_note(hall, act, [hall.signers["post/secretary"]])


def both(hall: Hall, act: object) -> bytes:
    return forge_note(hall, act, [hall.signers[o] for o in OFFICERS])  # type: ignore[arg-type]  # an act


FORGERIES = [
    (by_a_former_officer, "not-holder-on-date"),
    (by_one_where_two_are_needed, "too-few-signatures"),
    (by_two_of_whom_one_did_not_sign, "missing-signature"),
    (by_a_key_enrolled_later, "missing-signature"),
    (by_two_keys_of_one_person, "too-few-signatures"),
    (by_one_person_in_two_posts, "person-twice"),
    (by_the_holder_on_the_date_who_is_gone_at_entry, "not-holder-at-entry"),
    (by_the_holder_at_entry_who_was_not_yet_on_the_date, "not-holder-on-date"),
    (dated_in_the_future, "from-the-future"),
    (dated_before_its_basis, "before-its-basis"),
    (entered_after_its_last_day, "entered-too-late"),
    (signed_for_another_record, "other-record"),
    (signed_for_another_branch, "other-branch"),
    (signed_with_more_seen_than_there_was, "seen-ahead"),
    (entered_twice, "id-again"),
    (under_an_id_that_was_used, "id-again"),
    (rules_lowered_by_an_ordinary_act, "no-presiding-signature|too-few-keepers|not-announced|rules"),
    (with_a_line_of_a_stranger, "unknown-signer"),
    (without_its_entry_line, "no-entry-line"),
    (with_an_entry_line_of_another_gate, "unknown-signer"),
    (resigned_by_somebody_else, "holder-alone"),
]


@pytest.mark.parametrize(("forgery", "code"), FORGERIES, ids=[f.__name__ for f, _ in FORGERIES])
def test_an_act_is_refused_that_was_signed(forgery: Callable[[Hall], bytes], code: str) -> None:
    found = refusal(forged(forgery))
    assert found.code in code.split("|"), (found.code, found.sentence)
    assert found.number is not None


def test_acts_in_another_order_are_refused() -> None:
    hall, _ = honest()
    notes = [*hall.notes[:3], hall.notes[4], hall.notes[3], *hall.notes[5:]]
    assert refusal(files_of(notes)).code in (
        "entered-backwards",
        "seen-ahead",
        "other-branch",
        "no-such-act",
        "session",
    )


def test_an_act_left_out_is_missed_by_whoever_signed_after_it() -> None:
    hall, _ = honest()
    assert refusal(files_of([*hall.notes[:3], *hall.notes[4:]])).code == "seen-ahead"


def test_a_head_signed_by_another_key_is_refused() -> None:
    hall, files = honest()
    stolen = head_of(hall.notes, seeded("log", 3)).encode()
    assert refusal({**files, "checkpoint": stolen}).code == "wrong-log-key"


def test_a_copy_rolled_back_is_noticed_by_a_reader_who_saw_more() -> None:
    hall, _ = honest()
    known = checked(honest()[1]).head
    parts = {}
    older = files_of(hall.notes[:4], parts)
    assert refusal(older, earlier=[known]).code == "rolled-back"


def test_a_fork_is_noticed_by_a_reader_who_saw_the_other_branch() -> None:
    hall = Hall()
    hall.fill_seats()
    one = files_of(hall.notes)
    known = checkpoint.parse(one["checkpoint"])[0]
    other = Hall()
    other.on("2026-06-02").fill_seats(first_person=500)
    other.enter(LETTER)
    assert refusal(files_of(other.notes), earlier=[known]).code == "forked"


def test_another_founding_under_the_same_name_is_refused_by_its_fingerprint() -> None:
    hall, _ = honest()
    other = Hall(constitution(rules=rules(contest_days=4)))
    assert refusal(files_of(other.notes), fingerprint=hall.book.founding).code == "another-founding"
    checked(files_of(other.notes))  # accepted by design: without a fingerprint nothing says which is meant


def test_a_reader_with_a_policy_of_his_own_wants_it_met() -> None:
    hall, files = honest()
    policy = policy_of(suggested_policy(judge_all(hall.notes).book))
    assert checked(files, policy=policy).witnessed.by_reader
    bare = head_of(hall.notes, seeded("log"))
    with pytest.raises(NotWitnessed) as found:
        checked({**files, "checkpoint": bare.encode()}, policy=policy)
    assert found.value.sentence == "0 of 1"


def test_a_known_witness_whose_line_does_not_hold_refuses_the_whole_head() -> None:
    hall, files = honest()
    head = head_of(hall.notes, seeded("log"))
    wrong = WITNESS.cosign(b"another\n1\n" + b"A" * 43 + b"=\n", int(hall.clock.timestamp()))
    found = refusal({**files, "checkpoint": Note(head.text, (*head.lines, wrong)).encode()})
    assert found.code == "bad-signature"


def test_an_act_entered_later_than_the_readers_clock_is_refused() -> None:
    hall, files = honest()
    assert refusal(files, now=int(hall.clock.timestamp()) - 86_400).code == "entered-in-the-future"


def test_withholding_any_parts_changes_neither_register_nor_proofs() -> None:
    """The register reads skeletons: with every part gone, the only thing said is which are missing."""
    hall, files = honest()
    whole = checked(files).book
    for path in [p for p in files if p.startswith("part/")]:
        fewer = {p: d for p, d in files.items() if p != path}
        assert refusal(fewer).code == "part-missing"
    assert judge_all(hall.notes).book == whole
