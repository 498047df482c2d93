"""A text that a gate did not enter is told with what signed it, who saw it and when, and what each law had against it (C2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qurultay.acts.act import Act, text_of
from qurultay.acts.amending import Contested
from qurultay.acts.writing import Issued
from qurultay.record.comparing import compare
from qurultay.record.unentered import Unentered, read_unentered
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.policy import Key
from tests.hall import seeded
from tests.stories.splitting import before_the_split, parted

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
WITNESS = SigningKey.from_seed("witness.example/w", bytes([7]) * 32)
KNOWN = (Key(name=WITNESS.name, material=WITNESS.cosigner_material),)


class TurnedAway:
    """A letter that both share, a contest of it that A's gate will not enter, and B, where it is entered."""

    def __init__(self) -> None:
        first = before_the_split()
        letter = first.on("2027-03-02").enter(LETTER, parts=first.said("text.en"))
        self.a, self.b = parted(first)
        self.contest = self.a.draft(
            Contested(step="opened", ground="facts"), refs=(("amends", letter.ref),), signatories=("post/speaker",)
        )
        self.now = int(self.a.clock.timestamp())
        self.sides = (self.a.branch, self.b.branch)

    def note(self, act: Act | None = None, *signers: SigningKey, time: int | None = None) -> bytes:
        text = text_of(act or self.contest)
        lines = [key.sign(text) for key in signers]
        return Note(text, (*lines, WITNESS.cosign(text, self.now if time is None else time))).encode()

    def read(self, *signers: SigningKey, act: Act | None = None, time: int | None = None) -> Unentered:
        return read_unentered(self.note(act, *signers, time=time), self.sides, KNOWN)


SPEAKER = seeded("post/speaker", 1)


@pytest.fixture(scope="module")
def case() -> TurnedAway:
    return TurnedAway()


def test_what_the_law_had_nothing_against_and_no_gate_entered_is_told_as_such(case: TurnedAway) -> None:
    found = case.read(SPEAKER)
    assert (found.kind, found.entered, found.against) == ("contested", (None, None), (None, None))
    assert found.signed == (SPEAKER.name,) and [(s.name, s.time) for s in found.seen] == [(WITNESS.name, case.now)]


def test_where_a_gate_entered_it_the_number_is_told(case: TurnedAway) -> None:
    later = TurnedAway()
    entry = later.b.sign_and_enter(later.contest, [SPEAKER])
    later.sides = (later.a.branch, later.b.branch)
    assert later.read(SPEAKER).entered == (None, entry.number)
    found = compare(*later.sides, (later.read(SPEAKER),))
    assert found.one_sided == ((), (entry.number,)) and found.unentered[0].against == (None, None)


def test_what_the_law_itself_refused_is_told_with_its_sentence(case: TurnedAway) -> None:
    body = replace(case.contest, kind="issued", body=LETTER, refs=(), basis="act/0/rule/issued")
    for sentence in case.read(SPEAKER, act=body).against:
        assert sentence is not None and "issued needs 2 persons" in sentence


def test_before_its_signers_could_have_seen_what_they_saw_nothing_stood_there(case: TurnedAway) -> None:
    founded = case.a.entries[0].entered
    assert case.read(SPEAKER, time=founded).against == ("its signers had seen another history",) * 2
    assert case.read(SPEAKER, time=founded - 1).against == ("the record was founded later",) * 2


@pytest.mark.parametrize(
    ("signers", "code"),
    [((), "missing-signature"), ((seeded("post/speaker", 77),), "unknown-signer")],
    ids=["nobody", "a key of nobody"],
)
def test_nobody_is_refused_who_did_not_sign(signers: tuple[SigningKey, ...], code: str, case: TurnedAway) -> None:
    with pytest.raises(Refused) as refused:
        case.read(*signers)
    assert refused.value.code == code


def test_without_a_witness_whom_the_reader_knows_there_is_no_time_and_nothing_is_told(case: TurnedAway) -> None:
    text = text_of(case.contest)
    alone = Note(text, (SPEAKER.sign(text),)).encode()
    for data, known, code in ((alone, KNOWN, "not-witnessed-enough"), (case.note(None, SPEAKER), (), "unknown-signer")):
        with pytest.raises(Refused) as refused:
            read_unentered(data, case.sides, known)
        assert refused.value.code == code
    with pytest.raises(Refused, match="without saying when"):
        case.read(SPEAKER, time=0)


def test_a_text_that_was_changed_under_its_lines_is_refused(case: TurnedAway) -> None:
    changed = case.note(None, SPEAKER).replace(b'"facts"', b'"bribe"')
    with pytest.raises(Refused) as refused:
        read_unentered(changed, case.sides, KNOWN)
    assert refused.value.code == "bad-signature"
    for data in (b"", b"{}\n\n", case.note(None, SPEAKER)[:-9]):
        with pytest.raises(Refused):
            read_unentered(data, case.sides, KNOWN)
