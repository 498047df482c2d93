"""Who runs the server is no authority. He can refuse and switch off; the record goes on elsewhere without him (C3).

In the first telling the officers change the operator. In the second they cannot, and the keepers name another gate.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.carrying_on import Announced, OperatorChanged, Recovered, Seated
from qurultay.acts.writing import Issued
from qurultay.record.branch import read_branch
from qurultay.record.comparing import compare
from qurultay.record.errors import Broken
from qurultay.record.source import Memory
from qurultay.tlog.armour import armour
from tests.hall import key_text, seeded
from tests.record.forge import LATE, checked, files_of
from tests.stories.splitting import FOUR, Assembly, before_the_split
from tests.stories.telling import GRAVE

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
GATE, LOG = seeded("gate", 3), seeded("log", 3)
ELSEWHERE = {"gate": armour(GATE.cosigner_material), "log": key_text(LOG)}


class Expelled:
    """The officers change the operator on a mirror; he, at home, goes on as if nothing had happened."""

    def __init__(self) -> None:
        self.mirror: Assembly = before_the_split()
        self.fork = len(self.mirror.notes)
        self.his = deepcopy(self.mirror)
        self.mirror.on("2027-04-01").gate = GATE
        self.change = self.mirror.enter(
            OperatorChanged(addresses=("https://new.tolunay.example",), **ELSEWHERE), signatories=GRAVE
        )
        self.mirror.log = LOG
        self.letter = self.mirror.enter(LETTER, parts=self.mirror.said("text.en"))
        self.his.on("2027-04-02").enter(LETTER, parts=self.his.said("text.en"))


@pytest.fixture(scope="module")
def told() -> Expelled:
    return Expelled()


def test_the_record_goes_on_under_the_new_key_and_is_intact(told: Expelled) -> None:
    assert checked(told.mirror.files).size == told.letter.number + 1


def test_a_head_by_his_key_after_the_change_is_refused(told: Expelled) -> None:
    with pytest.raises(Broken) as caught:
        checked(files_of(told.mirror.notes, told.mirror.words, seeded("log")))
    assert caught.value.code == "wrong-log-key"


def test_an_act_by_his_gate_after_the_change_is_refused(told: Expelled) -> None:
    late = deepcopy(told.mirror)
    late.gate = seeded("gate")
    with pytest.raises(Broken) as caught:
        late.enter(LETTER, parts=late.said("text.en"))
    assert caught.value.code == "wrong-gate"


def test_what_he_goes_on_with_at_home_is_a_branch_of_its_own_that_compare_shows(told: Expelled) -> None:
    found = compare(told.mirror.branch, told.his.branch)
    assert (found.forked, found.shared) == (True, told.fork)
    assert found.undisputed[0] == (told.change.number, told.letter.number)


def test_he_can_refuse_an_act_and_cannot_make_one() -> None:
    alone = before_the_split()
    alone.on("2027-04-02")
    assert "missing-signature" in alone.objections(alone.draft(LETTER), [])


class Lost:
    """The officers are silenced: the keepers announce a recovery that names another gate, and a month later do it."""

    def __init__(self) -> None:
        self.body = before_the_split()
        self.body.on("2027-04-01").gate = GATE
        last = self.body.today + timedelta(days=90)
        held = self.body.book.holder("post/secretary", self.body.today)
        key = seeded("post/secretary", 5)
        seat = Seated(post="post/secretary", person=held.person, key=key_text(key))
        self.act = self.body.draft(
            Recovered(signers=(seat,)), signatories=FOUR, enter_by=last, parts=self.body.said("reason.en")
        )
        notice = Announced(class_="recovery", text=text_hash(text_of(self.act)), **ELSEWHERE)
        self.notice = self.body.enter(notice, signatories=FOUR)
        self.body.log = LOG
        self.meanwhile = self.body.refused(LETTER)
        self.body.on("2027-05-02")
        keys = [*(self.body.signers[k] for k in FOUR), key]
        self.done = self.body.sign_and_enter(self.act, keys)
        self.body.signers["post/secretary"] = key


@pytest.fixture(scope="module")
def lost() -> Lost:
    return Lost()


def test_from_the_announcement_on_the_new_gate_enters_and_only_keepers_act(lost: Lost) -> None:
    assert "recovery" in lost.meanwhile
    assert lost.body.book.recovering is None


def test_every_copy_can_check_the_month_and_the_keepers(lost: Lost) -> None:
    report = checked(lost.body.files)
    assert report.size == lost.done.number + 1
    branch = read_branch(Memory(lost.body.files), now=LATE)
    assert branch.broken is None


def test_then_the_officers_go_on(lost: Lost) -> None:
    body = deepcopy(lost.body)
    assert body.enter(LETTER, parts=body.said("text.en")).number == lost.done.number + 1
