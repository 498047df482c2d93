"""A year in which everything goes wrong that can: an arrest, a stolen key, a resignation, a contested election, a recovery.

Played through the real judge, on the hall of the stories; each step remembers its act, so that a test can read the
record as it was when that act had just been entered.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from qurultay.acts.act import Entry, text_hash, text_of
from qurultay.acts.amending import Confirmed, Contested
from qurultay.acts.carrying_on import Announced, NewKeeperKey, Recovered
from qurultay.acts.constituting import Constituted
from qurultay.acts.office import Impeded, KeyRevoked, Vacated
from qurultay.acts.rules import Succession
from qurultay.portal.material import Material, material_in
from qurultay.portal.reading import Reading
from qurultay.record.source import Memory
from qurultay.tlog.armour import armour
from tests.acts.test_muster import opened
from tests.hall import key_text, seeded
from tests.record.forge import files_of
from tests.stories.splitting import FOUR, Assembly
from tests.stories.telling import five, with_a_court

PRESIDENT, DEPUTY, SECRETARY, SPEAKER = "post/president", "post/vice-president", "post/secretary", "post/speaker"
LINE = (Succession(post=PRESIDENT, then=(DEPUTY, SPEAKER)), Succession(post=SECRETARY, then=(SPEAKER,)))
OFFICERS = five(21) | {"post/court": "person/26"}


class Troubled(Assembly):
    """From the founding in June 2026 to a recovery in the summer of 2027."""

    def __init__(self, founding: Constituted | None = None) -> None:
        self.at: dict[str, Entry] = {}
        super().__init__(founding or with_a_court(succession=LINE, founding_days=300))
        self.fill_posts(OFFICERS, teller="2027-02-28")
        self.on("2027-02-10")
        opened(self, "session/9")
        self.a_secretary_is_arrested()
        self.a_president_resigns()
        self.an_election_is_contested()
        self.delegates_stand_by_it()
        self.it_is_decided()
        self.keepers_recover()

    def did(self, name: str, body: Any, **said: Any) -> Entry:
        """Enter an act and remember it."""
        self.at[name] = self.enter(body, **said)
        return self.at[name]

    def a_secretary_is_arrested(self) -> None:
        """The speaker acts from the day on which two officers confirm it."""
        self.on("2027-03-01")
        away = Impeded(post=SECRETARY, person="person/23", cause="detained", since=self.today)
        self.did("impeded", away, signatories=(SPEAKER,))
        refs = (("amends", self.at["impeded"].ref),)
        self.on("2027-03-02").did(
            "confirmed", Confirmed(ground="impediment"), signatories=(PRESIDENT, DEPUTY), refs=refs
        )
        stolen = self.signers[SECRETARY]
        key = KeyRevoked(
            name=stolen.name, key=armour(stolen.material), how="revoked", ground="compromised", since=self.today
        )
        self.on("2027-03-10").did("withdrawn", key, signatories=(PRESIDENT, DEPUTY, SPEAKER))
        self.signers[SECRETARY] = self.signers[SPEAKER]

    def a_president_resigns(self) -> None:
        self.on("2027-03-15").did(
            "resigned", Vacated(place=PRESIDENT, person="person/21", how="resigned"), signatories=(PRESIDENT,)
        )
        self.signers[PRESIDENT] = self.signers[DEPUTY]

    def an_election_is_contested(self) -> None:
        self.on("2027-04-01").hold_session("session/10")
        self.at["elected"] = self.on("2027-04-02").elect(PRESIDENT, "person/31")
        refs = (("amends", self.at["elected"].ref),)
        self.on("2027-04-10").did(
            "contested", Contested(step="opened", ground="count"), refs=refs, signatories=("keeper/1",)
        )

    def delegates_stand_by_it(self) -> None:
        self.on("2027-04-12")
        self.at["attested"] = self.stand(self.at["elected"].text_hash, "seat/1", "seat/2", "seat/5")

    def it_is_decided(self) -> None:
        refs = (("amends", self.at["elected"].ref),)
        court = ("post/court", DEPUTY, SECRETARY, "post/teller")
        self.on("2027-04-20").did("decided", Contested(step="decided", ground="count"), refs=refs, signatories=court)
        self.on("2027-05-10")
        self.at["office"] = self.take_office(
            PRESIDENT, "person/31", again=3, signatories=(DEPUTY, SECRETARY, "post/teller")
        )

    def keepers_recover(self) -> None:
        fresh = seeded("keeper/7", 2)
        body = Recovered(keepers=(NewKeeperKey(keeper="keeper/7", key=key_text(fresh)),))
        self.on("2027-06-01")
        last = self.today + timedelta(days=90)
        act = self.draft(body, signatories=FOUR, enter_by=last, parts=self.said("reason.en"))
        notice = Announced(class_="recovery", text=text_hash(text_of(act)))
        self.did("announced", notice, signatories=FOUR)
        self.on("2027-07-02")
        self.at["recovered"] = self.sign_and_enter(act, [*(self.signers[k] for k in FOUR), fresh])

    def material(self, known: str | None = None) -> Material:
        """What a site is built from, as it was when that act had just been entered."""
        notes = self.notes if known is None else self.notes[: self.at[known].number + 1]
        return material_in(Memory(dict(files_of(notes, self.words, self.log))))

    def reading(self, known: str | None = None) -> Reading:
        """The record as pages read it."""
        return Reading(self.material(known))


def announce_nothing(hall: Assembly) -> Entry:
    """Keepers announce a recovery and then do not do it."""
    body = Recovered(keepers=(NewKeeperKey(keeper="keeper/7", key=key_text(seeded("keeper/7", 2))),))
    act = hall.draft(body, signatories=FOUR, enter_by=hall.today + timedelta(days=90), parts=hall.said("reason.en"))
    return hall.enter(Announced(class_="recovery", text=text_hash(text_of(act))), signatories=FOUR)
