"""The reader decides whose word is enough; one witness is one voice, and a forged voice refuses the whole head."""

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import keys, policy
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.cosignature import cosigned_head
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import ML_DSA_COSIGNATURE, SigningKey
from qurultay.tlog.note import Line, Note
from qurultay.tlog.policy import Policy, Seen
from tests.tlog.conftest import Refusal

HEAD = Checkpoint("tolunay.example/9f2c4d0011223344", 7, bytes(range(32)))
TEXT = HEAD.text()
LOG = SigningKey.from_seed(HEAD.origin, bytes([5]) * 32)
WITNESSES = [SigningKey.from_seed(f"{name}.example/w", bytes([40 + n]) * 32) for n, name in enumerate("abcdef")]
A, B, C, D, E, F = WITNESSES
VKEYS = {key.name[0]: keys.vkey(key.name, key.cosigner_material) for key in WITNESSES}
LOG_LINE = f"log {keys.vkey(LOG.name, LOG.material)}\n"
WITNESS_LINES = "".join(f"witness {name} {vkey}\n" for name, vkey in VKEYS.items())


class PostQuantum:
    """A witness's second key."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.private = MLDSA44PrivateKey.from_seed_bytes(bytes([seed]) * 32)
        self.material = ML_DSA_COSIGNATURE + self.private.public_key().public_bytes_raw()
        self.vkey = keys.vkey(name, self.material)

    def cosign(self, text: bytes, time: int) -> Line:
        signature = self.private.sign(cosigned_head(self.name, text, time))
        return Line(self.name, keys.key_id(self.name, self.material), time.to_bytes(8, "big") + signature)


A_PQ = PostQuantum(A.name, 60)


def note(*lines: Line) -> Note:
    return Note(TEXT, (LOG.sign(TEXT), *lines))


def two_of_three() -> Policy:
    return policy.parse(LOG_LINE + WITNESS_LINES + "group g 2 a b c\nquorum g\n")


def cosigned(*witnesses: SigningKey) -> list[Line]:
    return [witness.cosign(TEXT, 1000 + n) for n, witness in enumerate(witnesses)]


def test_two_of_three_witnesses_are_enough_and_are_named_with_their_times() -> None:
    assert two_of_three().needed == 2
    assert two_of_three().judge(note(*cosigned(C, A)), TEXT) == [Seen(name="a", time=1001), Seen(name="c", time=1000)]
    assert len(two_of_three().judge(note(*cosigned(A, B, C)), TEXT)) == 3


def test_one_of_two_is_not_enough_and_the_sentence_counts(refused: Refusal) -> None:
    for lines in ([], cosigned(A), cosigned(D, E, F), cosigned(A, D, E, F)):
        with refused("not-witnessed-enough"):
            two_of_three().judge(note(*lines), TEXT)
    with pytest.raises(Refused, match=r"^not witnessed enough: 1 of 2$"):
        two_of_three().judge(note(*cosigned(A, D)), TEXT)


def test_an_invalid_line_of_a_known_witness_refuses_the_whole_head(refused: Refusal) -> None:
    forged = Line(C.name, keys.key_id(C.name, C.cosigner_material), (7).to_bytes(8, "big") + bytes(64))
    with refused("bad-signature"):
        two_of_three().judge(note(*cosigned(A, B), forged), TEXT)


def test_an_invalid_line_of_a_witness_outside_the_quorum_refuses_the_head_too(refused: Refusal) -> None:
    forged = Line(F.name, keys.key_id(F.name, F.cosigner_material), bytes(72))
    with refused("bad-signature"):
        two_of_three().judge(note(*cosigned(A, B), forged), TEXT)


def test_lines_of_strangers_are_ignored_and_reported_by_name() -> None:
    stranger = SigningKey.from_seed("stranger.example/w", bytes(32))
    namesake = Line(A.name, b"\0\0\0\0", bytes(72))
    signed = note(*cosigned(A, B), stranger.cosign(TEXT, 7), namesake)
    assert [seen.name for seen in two_of_three().judge(signed, TEXT)] == ["a", "b"]
    assert two_of_three().unknown(signed) == [stranger.name, A.name]


def test_a_witness_must_say_when(refused: Refusal) -> None:
    with refused("bad-time"):
        two_of_three().judge(note(*cosigned(A, B), C.cosign(TEXT, 0)), TEXT)


def test_a_cosignature_over_another_head_does_not_count(refused: Refusal) -> None:
    other = Checkpoint(HEAD.origin, 8, HEAD.root).text()
    with refused("bad-signature"):
        two_of_three().judge(note(*cosigned(A), B.cosign(other, 7)), TEXT)
    with refused("bad-signature"):
        two_of_three().judge(note(*cosigned(A, B)), other)


def test_a_witness_who_signs_like_an_officer_is_a_stranger(refused: Refusal) -> None:
    with refused("not-witnessed-enough"):
        two_of_three().judge(note(*cosigned(A), B.sign(TEXT)), TEXT)


def test_a_head_must_be_signed_by_a_log_of_the_policy_under_its_own_name(refused: Refusal) -> None:
    other_log = SigningKey.from_seed("other.example/9f2c4d0011223344", bytes([6]) * 32)
    rogue = SigningKey.from_seed(HEAD.origin, bytes([66]) * 32)
    both = policy.parse(LOG_LINE + f"log {keys.vkey(other_log.name, other_log.material)}\nquorum none\n")
    assert both.judge(note(), TEXT) == []
    for signer in (other_log, rogue):
        with refused("not-signed-by-log"):
            both.judge(Note(TEXT, (signer.sign(TEXT),)), TEXT)
    with refused("bad-signature"):
        both.judge(Note(TEXT, (Line(LOG.name, LOG.sign(TEXT).key_id, bytes(64)),)), TEXT)


def test_a_log_may_change_its_key_and_sign_with_both() -> None:
    new = SigningKey.from_seed(HEAD.origin, bytes([66]) * 32)
    both = policy.parse(LOG_LINE + f"log {keys.vkey(new.name, new.material)}\nquorum none\n")
    for lines in ((LOG.sign(TEXT),), (new.sign(TEXT),), (new.sign(TEXT), LOG.sign(TEXT))):
        assert both.judge(Note(TEXT, lines), TEXT) == []


def test_a_log_may_sign_with_a_post_quantum_key_and_leave_out_the_time() -> None:
    log = PostQuantum(HEAD.origin, 61)
    assert policy.parse(f"log {log.vkey}\nquorum none\n").judge(Note(TEXT, (log.cosign(TEXT, 0),)), TEXT) == []


def test_a_policy_without_logs_leaves_the_log_to_the_caller() -> None:
    without = policy.parse(WITNESS_LINES + "quorum a\n")
    assert without.needed == 1
    assert without.judge(note(*cosigned(A)), TEXT) == [Seen(name="a", time=1000)]
    assert without.unknown(note(*cosigned(A))) == [LOG.name]


def test_no_witness_at_all_must_be_asked_for_in_so_many_words(refused: Refusal) -> None:
    assert policy.parse("quorum none\n").judge(note(), TEXT) == []
    assert policy.parse(WITNESS_LINES + "quorum none\n").judge(note(*cosigned(B)), TEXT) == [Seen(name="b", time=1000)]
    for text in ("", "\n", "# nothing\n", LOG_LINE, WITNESS_LINES):
        with refused("bad-policy"):
            policy.parse(text)


def test_groups_of_groups_are_judged_as_the_specifications_example_says(refused: Refusal) -> None:
    both = policy.parse(
        LOG_LINE + WITNESS_LINES + "group X 2 a b c\n\tgroup  Y any d e f \ngroup X-and-Y all X Y\nquorum X-and-Y\n"
    )
    assert len(both.judge(note(*cosigned(A, C, F)), TEXT)) == 3
    for witnesses in ((A, B, C), (D, E, F), (A, D, E, F)):
        with refused("not-witnessed-enough"):
            both.judge(note(*cosigned(*witnesses)), TEXT)


def reference(groups: list[tuple[int, list[str]]], cosigned: set[str]) -> bool:
    """Whether two levels of groups are met, in the words of the specification."""
    met = [sum(member in cosigned for member in members) >= k for k, members in groups]
    return all(met)


@given(st.data())
def test_any_two_groups_are_judged_as_in_the_specification(data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, 5))
    groups = [list("abcdef")[:cut], list("abcdef")[cut:]]
    counts = [data.draw(st.integers(1, len(group))) for group in groups]
    chosen = data.draw(st.sets(st.sampled_from("abcdef")))
    rows = "".join(
        f"group g{n} {k} {' '.join(group)}\n" for n, (k, group) in enumerate(zip(counts, groups, strict=True))
    )
    judge = policy.parse(WITNESS_LINES + rows + "group q all g0 g1\nquorum q\n")
    signed = note(*cosigned(*(key for key in WITNESSES if key.name[0] in chosen)))
    try:
        judge.judge(signed, TEXT)
        enough = True
    except Refused as bad:
        assert bad.code == "not-witnessed-enough"
        enough = False
    assert enough == reference(list(zip(counts, groups, strict=True)), chosen)


def test_a_witness_with_two_keys_is_one_voice(refused: Refusal) -> None:
    two = policy.parse(WITNESS_LINES + f"witness a-pq {A_PQ.vkey}\ngroup g 2 a a-pq b c\nquorum g\n")
    with refused("not-witnessed-enough"):
        two.judge(note(A.cosign(TEXT, 2000), A_PQ.cosign(TEXT, 1000)), TEXT)
    signed = note(A.cosign(TEXT, 2000), A_PQ.cosign(TEXT, 1000), B.cosign(TEXT, 3000))
    assert two.judge(signed, TEXT) == [Seen(name="a", time=1000), Seen(name="b", time=3000)]
    for line in (A.cosign(TEXT, 2000), A_PQ.cosign(TEXT, 2000)):
        assert len(two.judge(note(line, B.cosign(TEXT, 3000)), TEXT)) == 2


def test_the_two_keys_of_a_witness_may_stand_in_a_group_of_their_own(refused: Refusal) -> None:
    two = policy.parse(WITNESS_LINES + f"witness a-pq {A_PQ.vkey}\ngroup A any a a-pq\ngroup g 2 A b c\nquorum g\n")
    with refused("not-witnessed-enough"):
        two.judge(note(A.cosign(TEXT, 2000), A_PQ.cosign(TEXT, 1000)), TEXT)
    assert len(two.judge(note(A_PQ.cosign(TEXT, 1000), B.cosign(TEXT, 3000)), TEXT)) == 2


def test_the_two_keys_of_a_witness_may_not_stand_in_two_groups_nor_make_a_group_that_cannot_be_met(
    refused: Refusal,
) -> None:
    witnesses = WITNESS_LINES + f"witness a-pq {A_PQ.vkey}\n"
    for rows in (
        "group g any a b\ngroup h any a-pq c\nquorum g\n",
        "group g all a a-pq\nquorum g\n",
        "group g 3 a a-pq b\nquorum g\n",
    ):
        with refused("bad-policy"):
            policy.parse(witnesses + rows)


def test_a_policy_is_read_with_comments_urls_spaces_and_names_in_any_script() -> None:
    text = f"""# whose word we want
  # indented

log {keys.vkey(LOG.name, LOG.material)} https://tolunay.example/record
witness тіл {VKEYS["a"]}\thttps://a.example/witness
 witness\tb  {VKEYS["b"]}\t
group қурултай all тіл b
quorum қурултай"""
    for written in (text, text.encode()):
        read = policy.parse(written)
        assert read.quorum == "қурултай"
        assert read.groups["қурултай"].members == ("тіл", "b")
        assert read.witnesses["тіл"].url == "https://a.example/witness"
        assert read.witnesses["тіл"].vkey == VKEYS["a"]
        assert read.logs[0].url == "https://tolunay.example/record"


def test_names_are_octets_and_not_characters() -> None:
    read = policy.parse(
        b"witness \xff " + VKEYS["a"].encode() + b"\nwitness K " + VKEYS["b"].encode() + b"\nquorum \xff\n"
    )
    assert read.judge(note(*cosigned(A)), TEXT)[0].time == 1000
    with pytest.raises(Refused):
        policy.parse(f"witness K {VKEYS['a']}\nquorum \u212a\n")


def line_of(key: str, kind: bytes = keys.COSIGNATURE, name: str = "a.example/w") -> str:
    return f"witness x {keys.vkey(name, kind + bytes.fromhex(key))}\n"


@pytest.mark.parametrize(
    "rows",
    [
        "quorum none\nquorum none\n",
        "quorum a\nquorum none\n",
        "quorum z\n",
        "quorum\n",
        "quorum a b\n",
        "quorum g\ngroup g any a\n",
        f"witness a {VKEYS['a']}\nquorum a\n",
        f"witness z {VKEYS['a']}\nquorum z\n",
        f"witness none {keys.vkey('z.example', LOG.cosigner_material)}\nquorum none\n",
        f"witness z {keys.vkey('z.example', LOG.cosigner_material)}\nlog {keys.vkey('z.example', LOG.material)}\nquorum z\n",
        f"witness z {keys.vkey('z.example', LOG.material)}\nquorum z\n",
        f"log {VKEYS['a']}\nquorum none\n",
        f"log {keys.vkey('z.example', LOG.cosigner_material)}\nquorum none\n",
        LOG_LINE + LOG_LINE + "quorum none\n",
        LOG_LINE + f"log {keys.vkey('z.example', LOG.material)}\nquorum none\n",
        "group g any\nquorum g\n",
        "group g 0 a b\nquorum g\n",
        "group g 3 a b\nquorum g\n",
        "group g -1 a b\nquorum g\n",
        "group g 01 a b\nquorum g\n",
        "group g ٢ a b\nquorum g\n",
        "group g most a b\nquorum g\n",
        "group g any a a\nquorum g\n",
        "group g any z\nquorum g\n",
        "group g any g\nquorum g\n",
        "group g any none\nquorum g\n",
        "group a any b\nquorum a\n",
        "group none any b\nquorum none\n",
        "group g any a\ngroup g any b\nquorum g\n",
        "group g any a\ngroup h any a b\nquorum h\n",
        "group g any a\ngroup h any g\ngroup i any g\nquorum h\n",
        "witness z\nquorum none\n",
        "witness\nquorum none\n",
        "log\nquorum none\n",
        LOG_LINE[:-1] + " https://a https://b\nquorum none\n",
        "Quorum none\n",
        "quorum none # a comment\n",
        "quorum none\r\n",
        "quorum none\0\n",
        "quorum\u00a0none\n",
        "include other\nquorum none\n",
    ],
)
def test_a_policy_with_a_mistake_is_refused(rows: str, refused: Refusal) -> None:
    with refused("bad-policy"):
        policy.parse(WITNESS_LINES + rows)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("witness z nonsense\n", "bad-base64"),
        ("witness z z.example/w+00000000+BAAA\n", "bad-vkey"),
        (line_of("01" + "00" * 31), "weak-key"),
        (line_of("02" + "00" * 31), "bad-key-material"),
        (line_of("", b"\xffother/v1\n"), "unknown-key-type"),
    ],
)
def test_a_key_nobody_should_trust_is_refused_with_the_number_of_its_line(row: str, code: str) -> None:
    with pytest.raises(Refused, match=r"^line 2 of the policy: ") as caught:
        policy.parse("# first\n" + row + "quorum none\n")
    assert caught.value.code in {code, "bad-vkey"}


def test_a_long_chain_of_groups_is_read_and_judged() -> None:
    chain = "group g0 any a\n" + "".join(f"group g{n} any g{n - 1}\n" for n in range(1, 5000))
    assert policy.parse(WITNESS_LINES + chain + "quorum g4999\n").judge(note(*cosigned(A)), TEXT)


def test_a_policy_of_more_than_a_megabyte_is_refused(refused: Refusal) -> None:
    with refused("bad-policy"):
        policy.parse("#" * (1 << 20) + "\nquorum none\n")


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from(["log", "witness", "group", "quorum", "a", "none", "any", "2", VKEYS["a"], "\n"]))
    .map(" ".join)
    .map(str.encode)
)
def test_whatever_the_bytes_a_policy_asks_for_something_or_is_refused(data: bytes) -> None:
    for text in (data, data.decode("utf-8", "replace"), data.decode("latin-1")):
        try:
            read = policy.parse(text)
        except Refused:
            continue
        assert read.needed > 0 or read.quorum == "none"
