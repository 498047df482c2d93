"""A witness signs one history of a record and no other; it is asked, and answers, as C2SP tlog-witness v1 says."""

from __future__ import annotations

import errno
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from qurultay.record.asking import Post, ask, merge, request_body
from qurultay.record.errors import Unwritten
from qurultay.record.source import Folder
from qurultay.record.store import Record
from qurultay.record.witness import MOST_BODY, SIZE, Answer, Witness, read_request
from qurultay.tlog import checkpoint, keys
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.policy import Key
from qurultay.tlog.policy import parse as parse_policy
from qurultay.tlog.tree import EMPTY_ROOT, Tree, leaf_hash
from tests.record.test_failures import Failing
from tests.record.workshop import LABEL, LOG, Careless, act, found, grow, sign

ORIGIN = f"{LABEL}/9f2c4d0011223344"
KEY = SigningKey.from_seed("witness0.example/w", bytes([16]) * 32)
KNOWN = Key(name=KEY.name, material=KEY.cosigner_material)
TREE = Tree(leaf_hash(act(n)) for n in range(20))
FORK = Tree(leaf_hash(act(n)) for n in [*range(3), *range(100, 117)])
NOW = 1_795_352_926


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """A witness that watches one record and has seen nothing yet."""
    return Witness(tmp_path / "state", KEY, {ORIGIN: [LOG]}, Careless())


def head(size: int, tree: Tree = TREE, *, origin: str = ORIGIN, seed: bytes = bytes([5]) * 32) -> bytes:
    """A signed head."""
    return sign(Checkpoint(origin, size, tree.root(size)), seed).encode()


def request(old: int, size: int, tree: Tree = TREE) -> bytes:
    """A request as it should be."""
    return request_body(old, tree.consistency(old, size), head(size, tree))


def seen(witness: Witness, size: int) -> None:
    """Shows the witness a head."""
    old = int(witness.add_checkpoint(b"old 0\n\n" + head(1), NOW).body.split()[0]) if witness.latest(ORIGIN) else 0
    assert witness.add_checkpoint(request(old, size), NOW).status == 200


def test_a_witness_signs_the_first_head_and_every_head_that_adds_to_it(witness: Witness) -> None:
    for old, size in [(0, 1), (1, 1), (1, 4), (4, 7), (7, 7), (7, 20)]:
        answer = witness.add_checkpoint(request(old, size), NOW + size)
        assert answer.status == 200
        _, note = checkpoint.parse(merge(head(size), answer.body, [KNOWN]))
        assert keys.check(note.lines[1], KEY.cosigner_material, note.text) == NOW + size


def test_it_shows_the_last_head_it_signed_to_monitors(witness: Witness, tmp_path: Path) -> None:
    assert witness.latest(ORIGIN) is None
    answer = witness.add_checkpoint(request(0, 7), NOW)
    shown = witness.latest(ORIGIN)
    assert shown == head(7) + answer.body
    (place,) = (tmp_path / "state").glob("*/checkpoint")
    assert place.read_bytes() == shown and len(place.parent.name) == 64


# (what is sent after the witness has seen size 7, the status, the reason in the answer)
REFUSALS = [
    pytest.param(b"", 400, "old SIZE", id="nothing"),
    pytest.param(b"old 7\n\n", 400, "note", id="no_head"),
    pytest.param(b"old 07\n\n" + head(9), 400, "old SIZE", id="a_leading_zero"),
    pytest.param(b"old -1\n\n" + head(9), 400, "old SIZE", id="a_negative_size"),
    pytest.param(b"old 7 \n\n" + head(9), 400, "old SIZE", id="a_space"),
    pytest.param(b"new 7\n\n" + head(9), 400, "old SIZE", id="another_word"),
    pytest.param(b"old 7\nAAAA\n\n" + head(9), 400, "32 bytes", id="a_short_hash"),
    pytest.param(b"old 7\n@@@@\n\n" + head(9), 400, "base64", id="no_base64"),
    pytest.param(b"old 7\n" + b"A" * 43 + b"=\n" * 64 + b"\n" + head(9), 400, "63 hashes", id="too_many_hashes"),
    pytest.param(b"old 7\n\n" + b"x" * MOST_BODY, 400, "at most", id="too_long"),
    pytest.param(b"old 9\n\n" + head(7), 400, "larger", id="an_old_size_larger_than_the_head"),
    pytest.param(b"old 0\n\n" + head(9, origin=f"{LABEL}/0000000000000000"), 404, "know", id="another_record"),
    pytest.param(b"old 7\n\n" + head(9, seed=bytes(32)), 403, "signed", id="a_stranger_s_signature"),
    pytest.param(b"old 7\n\n" + head(9).replace(b"\n9\n", b"\n8\n"), 403, "fit", id="a_signature_over_another_head"),
    pytest.param(request(0, 9), 409, "7\n", id="as_if_it_had_seen_nothing"),
    pytest.param(request(4, 9), 409, "7\n", id="as_if_it_had_seen_less"),
    pytest.param(request(8, 9), 409, "7\n", id="as_if_it_had_seen_more"),
    pytest.param(request(4, 4), 409, "7\n", id="rolled_back"),
    pytest.param(request(7, 9, FORK), 422, "only add", id="a_split_view"),
    pytest.param(request_body(7, [], head(7, FORK)), 422, "forked", id="a_split_view_of_the_same_size"),
    pytest.param(request_body(7, TREE.consistency(7, 9), head(9, FORK)), 422, "only add", id="the_proof_of_another"),
    pytest.param(request_body(7, [], head(9)), 422, "empty", id="no_proof"),
    pytest.param(request_body(7, [*TREE.consistency(7, 9), bytes(32)], head(9)), 422, "too long", id="a_hash_too_many"),
    pytest.param(request_body(7, [bytes(32)], head(7)), 422, "forked", id="a_proof_where_none_is_needed"),
]


@pytest.mark.parametrize(("body", "status", "why"), REFUSALS)
def test_what_a_witness_refuses(witness: Witness, body: bytes, status: int, why: str) -> None:
    seen(witness, 7)
    before = witness.latest(ORIGIN)
    answer = witness.add_checkpoint(body, NOW)
    assert (answer.status, why in answer.body.decode()) == (status, True), answer
    assert answer.type == (SIZE if status == 409 else "text/plain; charset=utf-8")
    assert witness.latest(ORIGIN) == before
    assert witness.add_checkpoint(request(7, 9), NOW).status == 200, "and the true record goes on"


def test_a_first_head_needs_no_proof_and_may_have_none(witness: Witness) -> None:
    assert witness.add_checkpoint(request_body(0, [bytes(32)], head(3)), NOW).status == 422
    assert witness.add_checkpoint(request_body(0, [], head(3)), NOW).status == 200


def test_an_empty_record_has_the_root_of_the_empty_tree(witness: Witness) -> None:
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    lie = empty.text().replace(b"47DEQ", b"57DEQ")
    key = SigningKey.from_seed(ORIGIN, bytes([5]) * 32)
    assert witness.add_checkpoint(b"old 0\n\n" + Note(lie, (key.sign(lie),)).encode(), NOW).status == 422
    assert witness.add_checkpoint(b"old 0\n\n" + sign(empty).encode(), NOW).status == 200
    assert witness.add_checkpoint(request_body(0, [], head(3)), NOW).status == 200


def test_a_wrong_line_by_a_known_key_spoils_the_head(witness: Witness, tmp_path: Path) -> None:
    """C2SP: such a note is malformed, though another line under it is good; lines by unknown keys are ignored."""
    successor = SigningKey.from_seed(ORIGIN, bytes([6]) * 32)
    two = Witness(tmp_path / "two", KEY, {ORIGIN: [LOG, successor.material]}, Careless())
    _, note = checkpoint.parse(head(3))
    wrong = successor.sign(b"another text\n")
    body = b"old 0\n\n" + Note(note.text, (*note.lines, wrong)).encode()
    assert two.add_checkpoint(body, NOW).status == 403
    assert witness.add_checkpoint(body, NOW).status == 200
    assert witness.latest(ORIGIN) is not None


def test_a_successor_of_the_log_s_key_is_known_too(tmp_path: Path) -> None:
    successor = SigningKey.from_seed(ORIGIN, bytes([6]) * 32)
    witness = Witness(tmp_path / "state", KEY, {ORIGIN: [LOG, successor.material]}, Careless())
    assert witness.add_checkpoint(request(0, 3), NOW).status == 200
    later = (
        b"old 3\n" + request(3, 7).split(b"\n", 1)[1].partition(b"\n\n")[0] + b"\n\n" + head(7, seed=bytes([6]) * 32)
    )
    assert witness.add_checkpoint(later, NOW).status == 200


def test_a_witness_remembers_after_it_was_restarted(tmp_path: Path) -> None:
    seen(Witness(tmp_path / "state", KEY, {ORIGIN: [LOG]}, Careless()), 7)
    again = Witness(tmp_path / "state", KEY, {ORIGIN: [LOG]}, Careless())
    assert again.add_checkpoint(request(0, 9), NOW) == Answer(409, b"7\n", SIZE)


def test_a_witness_that_cannot_write_does_not_sign(tmp_path: Path) -> None:
    seen(Witness(tmp_path / "counted", KEY, {ORIGIN: [LOG]}, disk := Failing()), 7)
    signed_up_to = 0
    for nth in range(1, disk.count + 1):
        place = tmp_path / str(nth)
        failing = Witness(place, KEY, {ORIGIN: [LOG]}, Failing(nth, errno.ENOSPC))
        try:
            assert failing.add_checkpoint(request(0, 7), NOW).status == 200
            signed_up_to = nth
        except Unwritten as why:
            assert why.code == "disk-full" and "has not signed" in str(why)
        latest = Witness(place, KEY, {ORIGIN: [LOG]}, Careless()).latest(ORIGIN)
        assert latest is None or checkpoint.parse(latest)[0].size == 7
    assert signed_up_to < disk.count - 3, "only what is above the witness's own folder may fail"


def test_a_witness_whose_memory_is_damaged_signs_nothing(witness: Witness, tmp_path: Path) -> None:
    seen(witness, 7)
    (place,) = (tmp_path / "state").glob("*/checkpoint")
    place.write_bytes(b"")
    with pytest.raises(Unwritten) as refused:
        witness.add_checkpoint(request(7, 9), NOW)
    assert refused.value.code == "bad-head"


def test_two_requests_at_once_do_not_roll_a_witness_back(witness: Witness) -> None:
    """Both add to what was seen last; one comes first, the other is told what is known now."""
    seen(witness, 3)
    answers: list[Answer] = []
    asked = [
        threading.Thread(target=lambda n=n: answers.append(witness.add_checkpoint(request(3, n), NOW)))
        for n in range(4, 20)
    ]
    for each in asked:
        each.start()
    for each in asked:
        each.join()
    assert sorted(answer.status for answer in answers) == [200] + [409] * 15


# ---- asking


def posting(witness: Witness, sent: list[bytes]) -> Post:
    """Carries requests to a witness, and counts them."""

    def post(body: bytes) -> Answer:
        sent.append(body)
        return witness.add_checkpoint(body, NOW)

    return post


@pytest.fixture
def grown(tmp_path: Path) -> Record:
    """A record of 300 acts."""
    with found(tmp_path) as writer:
        grow(writer, 299)
    return Record(Folder(tmp_path / "record"))


def watching(tmp_path: Path, record: Record, name: str = "state") -> Witness:
    """A witness of this record."""
    return Witness(tmp_path / name, KEY, {record.head()[0].origin: [LOG]}, Careless())


def test_a_record_asks_a_witness_and_the_reader_s_policy_is_met(tmp_path: Path, grown: Record) -> None:
    sent: list[bytes] = []
    answered = ask(grown, grown.head()[1].encode(), [KNOWN], posting(watching(tmp_path, grown), sent))
    policy = parse_policy(f"witness w {keys.vkey(KEY.name, KEY.cosigner_material)}\nquorum w\n")
    head_of, note = checkpoint.parse(answered)
    (seen_by,) = policy.judge(note, head_of.text())
    assert (seen_by.name, seen_by.time, len(sent)) == ("w", NOW, 1)


@pytest.mark.parametrize("guess", [0, 7, 256])
def test_a_witness_that_remembers_another_size_is_asked_once_more(tmp_path: Path, grown: Record, guess: int) -> None:
    witness, sent = watching(tmp_path, grown), list[bytes]()
    origin = grown.head()[0].origin
    early = sign(Checkpoint(origin, 100, grown.tree.root(100))).encode()
    assert witness.add_checkpoint(request_body(0, [], early), NOW).status == 200
    answered = ask(grown, grown.head()[1].encode(), [KNOWN], posting(witness, sent), guess)
    assert len(sent) == 2 and read_request(sent[1]).old == 100
    assert len(checkpoint.parse(answered)[1].lines) == 2


def test_a_witness_that_has_seen_more_says_that_this_copy_is_old(tmp_path: Path, grown: Record) -> None:
    witness = watching(tmp_path, grown)
    now = grown.head()[1].encode()
    ask(grown, now, [KNOWN], lambda body: witness.add_checkpoint(body, NOW))
    old = Record(grown.source, sign(Checkpoint(grown.head()[0].origin, 100, grown.tree.root(100))).encode())
    with pytest.raises(Unwritten) as refused:
        ask(old, old.head()[1].encode(), [KNOWN], lambda body: witness.add_checkpoint(body, NOW))
    assert refused.value.code == "no-witness"
    assert "has seen 300 acts, this copy of the record has 100" in str(refused.value)


def test_a_witness_that_was_shown_another_history_does_not_sign_ours(tmp_path: Path, grown: Record) -> None:
    witness, origin = watching(tmp_path, grown), grown.head()[0].origin
    other = sign(Checkpoint(origin, 20, FORK.root(20))).encode()
    assert witness.add_checkpoint(request_body(0, [], other), NOW).status == 200
    with pytest.raises(Unwritten) as refused:
        ask(grown, grown.head()[1].encode(), [KNOWN], lambda body: witness.add_checkpoint(body, NOW))
    assert "answered 422" in str(refused.value) and "forked" in str(refused.value)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([Answer(500, b"\x1b[31mno\xff")], "answered 500"),
        ([Answer(404, b"unknown\n")], "answered 404"),
        ([Answer(409, b"seven\n", SIZE)], "without the size"),
        ([Answer(409, b"7\n", SIZE), Answer(409, b"8\n", SIZE)], "answered 409"),
        ([Answer(200, b"")], "something else"),
        ([Answer(200, b"hello\n")], "something else"),
        ([Answer(200, KEY.cosign(b"another text\n", NOW).encode())], "something else"),
        ([Answer(200, SigningKey.from_seed(KEY.name, bytes(32)).cosign(b"x\n", NOW).encode())], "not the one we know"),
    ],
    ids=["an_error", "unknown", "no_size", "twice_another_size", "nothing", "words", "another_head", "another_key"],
)
def test_what_is_no_cosignature_is_said_in_a_sentence(grown: Record, answers: Sequence[Answer], why: str) -> None:
    left = list(answers)
    with pytest.raises(Unwritten) as refused:
        ask(grown, grown.head()[1].encode(), [KNOWN], lambda body: left.pop(0))
    assert why in str(refused.value)
    assert str(refused.value).isprintable()


def test_lines_by_unknown_keys_are_ignored_and_a_newer_line_takes_the_place_of_an_older() -> None:
    _, note = checkpoint.parse(head(3))
    stranger = SigningKey.from_seed("stranger.example/w", bytes(32)).cosign(note.text, NOW).encode()
    first = merge(head(3), KEY.cosign(note.text, NOW).encode() + stranger, [KNOWN])
    second = merge(first, KEY.cosign(note.text, NOW + 60).encode(), [KNOWN])
    lines = checkpoint.parse(second)[1].lines
    assert [line.name for line in lines] == [ORIGIN, KEY.name]
    assert keys.check(lines[1], KEY.cosigner_material, note.text) == NOW + 60


def test_only_the_log_s_own_lines_are_sent(grown: Record) -> None:
    _, note = grown.head()
    cosigned = merge(note.encode(), KEY.cosign(note.text, NOW).encode(), [KNOWN])
    assert read_request(request_body(0, [], cosigned)).note == note


def test_a_request_is_read_as_it_was_written() -> None:
    read = read_request(request(3, 19))
    assert (read.old, read.head.size, list(read.proof)) == (3, 19, TREE.consistency(3, 19))
    with pytest.raises(Refused):
        read_request(b"old 3\n\n\n" + head(3))
