"""One session from the call to the record, in Chromium: what a secretary, a chair, nine delegates and two officers do.

Convene → admit credentials → agenda → motion → two amendments, one adopted and one fallen → roll call and secret vote →
declared → text adopted → two officers sign with passkeys → hold → published → on the portal → intact. The same in Uyghur,
right to left. What many people do alike is pressed once in a window and for the others sent as the same form.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import django.utils.timezone
import pytest
from typer.testing import CliRunner

from qurultay.acts.office import Appointed, Assignment
from qurultay.cli.app import app
from qurultay.gazette.gate import Submission
from qurultay.secretariat.chamber.models import Motion, Session, Sitting, VoteEvent
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk import publishing
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import RoleHeld
from qurultay.secretariat.roll.models import Credential, Membership, Person
from tests.gazette.gatehouse import DAY, HOUR, Gatehouse
from tests.secretariat.conftest import Visitor, came_in
from tests.secretariat.test_signing_page import OFFICERS, Officer, found_with_passkeys, sign_at_the_desk, signing_host

__all__ = ["signing_host"]
pytestmark = pytest.mark.browser

BODY = "body/assembly"
WORDS = {
    "title": {"en": "On schools", "ug": "مەكتەپلەر ھەققىدە", "kk": "Мектептер туралы"},
    "1": {
        "en": "Calls upon the archives to open within 30 days.",
        "ug": "ئارخىپلارنى 30 كۈن ئىچىدە ئېچىشقا چاقىرىدۇ.",
        "kk": "Мұрағаттарды 30 күн ішінде ашуға шақырады.",
    },
    "2": {
        "en": "Decides to meet again in spring.",
        "ug": "ئەتىيازدا قايتا يىغىلىشنى قارار قىلىدۇ.",
        "kk": "Көктемде қайта жиналуға шешім қабылдайды.",
    },
}


def changed(label: str, old: str, new: str) -> dict[str, str]:
    """The words of a provision with a number in them changed, in every language."""
    return {code: words.replace(old, new) for code, words in WORDS[label].items()}


@dataclass
class Story:
    """The house, its clock, and everybody who comes to it."""

    house: Gatehouse
    keys: dict[str, Any]
    now: int
    arrive: Any
    visit: Any
    signing: str
    language: str
    looked_at: set[str] = field(default_factory=set)
    windows: list[tuple[Any, Visitor]] = field(default_factory=list)

    def clock(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    def comes(self, *roles: str, person: str = "", seat: int = 0) -> Visitor:
        """Somebody with these roles, since long before."""
        visitor = self.arrive(*roles)
        RoleHeld.objects.filter(account=visitor.account).update(since=datetime(2026, 1, 1, tzinfo=UTC))
        if person:
            Person.objects.create(account=visitor.account, ref=person)
        return visitor

    def window(self, visitor: Visitor) -> Any:
        """A window of Chromium for somebody; whose it is, is remembered for the next day."""
        window = self.visit(Visitor(visitor.account, came_in(visitor.account)), self.language)
        self.windows.append((window, visitor))
        return window

    @cached_property
    def secretary(self) -> Any:
        return self.window(self.comes("secretary@"))

    @cached_property
    def chair(self) -> Any:
        return self.window(self.comes(f"presiding-officer@{BODY}"))

    @cached_property
    def registrar(self) -> Any:
        return self.window(self.comes("registrar@"))

    @cached_property
    def tellers(self) -> list[Any]:
        return [self.window(self.comes(f"teller@{BODY}")) for _ in range(2)]

    @cached_property
    def officers(self) -> dict[str, Officer]:
        found = {}
        for post, person in OFFICERS.items():
            visitor = self.comes("officer@", "secretary@", person=person)
            found[post] = Officer(self.window(visitor), self.signing, self.keys[post])
        return found

    @cached_property
    def delegates(self) -> dict[int, Visitor]:
        """A member for each of the nine seats, as the record has them."""
        made = {}
        for seat in range(1, 10):
            visitor = self.comes(f"delegate@{BODY}")
            person = Person.objects.create(account=visitor.account, ref=f"person/{101 + seat}")
            community = "tolun" if seat < 5 else "kesh" if seat < 8 else "arda"
            Membership.objects.create(
                person=person,
                body=BODY,
                seat=f"seat/{seat}",
                community=f"community/{community}",
                since=date(2026, 1, 1),
            )
            made[seat] = Visitor(visitor.account, came_in(visitor.account, language=self.language))
        return made

    # --- what people do on pages ---

    def look(self, window: Any, path: str) -> Any:
        """Opens a page; each kind of page is looked at for barriers once."""
        window.open(path)
        kind = re.sub(r"\d+|[0-9a-z]{8}(?=/|$)", "N", path.partition("?")[0])
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            assert window.barriers() == [], path
            assert window.overflow() == 0, path
            window.shot(f"story-{self.language}-{len(self.looked_at):02}-{kind.strip('/').replace('/', '-')}")
        return window

    def send(self, window: Any, form: str, press: str = "", /, **typed: str) -> str:
        """Fills a form of the page and presses its button; where it leads."""
        held = window.page.locator(f'form[action$="{form}"]').first
        for details in held.locator("xpath=ancestor-or-self::details | .//details").all():
            details.evaluate("each => each.open = true")
        for name, value in typed.items():
            place = held.locator(f'[name="{name.replace("__", ".")}"]').first
            if place.evaluate("each => each.tagName") == "SELECT":
                place.select_option(value)
            elif place.get_attribute("type") in ("checkbox", "radio"):
                held.locator(f'[name="{name.replace("__", ".")}"][value="{value}"]').check()
            else:
                place.fill(value)
        name, _, value = press.partition("=")
        chosen = f'form[action$="{form}"] button[name="{name}"][value="{value}"]'
        (window.page.locator(chosen).first if press else held.locator("button").first).click()
        window.page.wait_for_load_state()
        refusals = window.page.locator("#refusals")
        assert refusals.count() == 0, refusals.inner_text()
        return window.page.url

    def each(self, seats: Any, path: str, **typed: str) -> None:
        """The same form, sent by each of these delegates."""
        for seat in seats:
            answer = self.delegates[seat].browser.post(path, typed)
            assert answer.status_code == 302, answer.text

    # --- the desk ---

    def enter(self, kind: str) -> int:
        """The draft of this kind is laid down, signed by two officers with passkeys, held a day, published."""
        row = Draft.objects.get(kind=kind, number=None)
        page = self.look(self.secretary, f"/desk/draft/{row.pk}")
        self.send(page, f"/draft/{row.pk}/rewrite", signatories="\n".join(OFFICERS))
        self.send(self.look(page, f"/desk/draft/{row.pk}"), f"/draft/{row.pk}/lay-down")
        row.refresh_from_db()
        for officer in self.officers.values():
            sign_at_the_desk(officer, row.act_id)
        page = self.look(self.secretary, f"/desk/waiting/{row.act_id}")
        assert page.page.locator("[role=timer]").count() == 1
        early = publishing.publish([row.act_id], self.house.keys, self.now)
        assert early.entered == [], "nothing enters while its hold runs"
        self.now += DAY + HOUR
        said = publishing.publish([row.act_id], self.house.keys, self.now)
        assert (len(said.entered), said.faults) == (1, [])
        self.come_in_again()
        return said.entered[0]

    def come_in_again(self) -> None:
        """After a day everybody comes in anew: nobody stays signed in so long."""
        for window, visitor in self.windows:
            for name, each in came_in(visitor.account, language=self.language).cookies.items():
                window.page.context.add_cookies([{"name": name, "value": each.value, "url": window.site}])
        for visitor in self.delegates.values():
            visitor.browser = came_in(visitor.account, language=self.language)

    # --- votes ---

    def put(self, sitting: Sitting, method: str, **typed: str) -> VoteEvent:
        """The chair prepares a vote and opens it."""
        self.look(self.chair, f"/sessions/sittings/{sitting.pk}/votes/new")
        where = self.send(self.chair, "/votes/prepare", method=method, **typed)
        event = VoteEvent.objects.get(pk=int(where.rpartition("/")[2]))
        self.send(self.look(self.chair, f"/sessions/votes/{event.pk}"), f"/votes/{event.pk}/step", "step=open")
        return event

    def declare(self, event: VoteEvent, result: str) -> None:
        for seat in range(5, 9):  # whoever follows from afar is heard every now and then
            self.delegates[seat].browser.get(f"/sessions/sittings/{event.sitting_id}/heard")
        page = self.look(self.chair, f"/sessions/votes/{event.pk}")
        self.send(page, f"/votes/{event.pk}/step", "step=close")
        event.refresh_from_db()
        assert event.result == result
        self.send(self.chair, f"/votes/{event.pk}/step", "step=declare")


@pytest.fixture
def story(request, transactional_db, arrive, visit, signing_host, tmp_path: Path, settings, monkeypatch) -> Story:
    """A house founded ten days ago, its nine seats filled nine days ago; the story begins eight days ago."""
    begun = int(time.time()) - 10 * DAY
    settings.HOUSE, settings.SIGNING_ORIGIN = tmp_path / "house", signing_host
    house, keys = found_with_passkeys(settings.HOUSE, signing_host, begun, convening_days=0)
    with house.open() as gate:
        seats = tuple(
            Assignment(to=f"seat/{n}", person=f"person/{101 + n}", from_=house.today, until=date(2032, 1, 1))
            for n in range(1, 10)
        )
        act = house.draft(gate, Appointed(to=seats), issuers=("body/assembly",), signatories=tuple(OFFICERS))
        lines = tuple(key.line(key.signed(act.text)) for key in keys.values())
        house.now += DAY + HOUR
        gate.publish(Submission(text=act.text, lines=lines, parts=act.parts, held_since=begun), house.now)
    told = Story(house, keys, begun + 2 * DAY, arrive, visit, signing_host, request.param)
    monkeypatch.setattr(django.utils.timezone, "now", told.clock)
    monkeypatch.setattr(at_desk, "clock", lambda: told.now)
    return told


@pytest.mark.parametrize("story", ["en", "ug"], indirect=True)
def test_a_session_from_its_call_to_the_record(story: Story) -> None:
    session = call(story)
    sitting = open_session(story, session)
    motion = move(story, session, sitting)
    amend(story, sitting, motion)
    adopt(story, sitting, motion)
    number = story.enter("adopted")
    read_by_the_public(story, number)


def call(story: Story) -> Session:
    """Convened, with an agenda, by two officers."""
    day = (story.clock() + timedelta(days=2)).date()
    page = story.look(story.secretary, "/sessions/plan")
    titles = {
        f"title__{code}": words
        for code, words in {"en": "Second session", "ug": "ئىككىنچى يىغىن", "kk": "Екінші сессия"}.items()
    }
    story.send(
        page,
        "/planned",
        body=BODY,
        opens=day.isoformat(),
        closes=(day + timedelta(days=5)).isoformat(),
        mode="hybrid",
        **titles,
    )
    session = Session.objects.get()
    story.look(page, f"/sessions/{session.pk}")
    story.send(page, f"/{session.pk}/schedule", opens=f"{day}T09:00", closes=f"{day}T18:00")
    sitting = session.sittings.get()
    page = story.look(story.secretary, f"/sessions/sittings/{sitting.pk}")
    story.send(page, "/agenda/add", **{f"title__{code}": words for code, words in WORDS["title"].items()})
    story.look(page, f"/sessions/{session.pk}")
    story.send(page, f"/{session.pk}/step", "step=call")
    story.enter("convened")
    return session


def open_session(story: Story, session: Session) -> Sitting:
    """Credentials admitted, members there, the report adopted, the session opened in the record."""
    sitting = session.sittings.get()
    story.now = int(sitting.opens.timestamp()) + 60
    story.come_in_again()
    assert len(story.delegates) == 9
    slug = session.ref.partition("/")[2]
    page = story.look(story.registrar, f"/roll/credentials/{slug}")
    story.send(page, "/propose")
    story.look(page, f"/roll/credentials/{slug}")
    for box in page.page.locator('input[name="credential"]').all():
        box.check()
    story.send(page, f"/{slug}/step", "step=admit")
    assert Credential.objects.filter(state="admitted").count() == 9

    story.send(story.look(story.secretary, f"/sessions/{session.pk}"), f"/{session.pk}/step", "step=open")
    page = story.look(story.chair, f"/sessions/sittings/{sitting.pk}")
    story.send(page, f"/sittings/{sitting.pk}/step", "step=call-to-order")
    story.each(range(5, 9), f"/sessions/sittings/{sitting.pk}/here", way="remote")
    page = story.look(story.registrar, f"/sessions/sittings/{sitting.pk}/door")
    for seat in range(1, 5):
        paper = Credential.objects.get(membership__seat=f"seat/{seat}")
        story.send(page, "/check-others-in", f"in={paper.pk}")
    story.send(story.look(story.chair, f"/sessions/sittings/{sitting.pk}"), "/agenda/adopt")
    item = sitting.items.get()
    story.send(story.chair, f"/items/{item.pk}/step", "step=take-up")

    story.send(story.look(story.registrar, f"/sessions/credentials/{slug}"), "/draw-up")
    words = {
        "question-en": "Adopt the report?",
        "question-ug": "دوكلات قوبۇل قىلىنسۇنمۇ؟",
        "question-kk": "Есеп қабылдансын ба?",
    }
    event = story.put(sitting, "without-a-vote", asks="procedure", **words)
    story.declare(event, "adopted")
    page = story.look(story.secretary, f"/sessions/credentials/{slug}")
    story.send(page, "/adopt", event=str(event.pk))
    story.send(page, "/draft")
    story.enter("opened")
    return sitting


def move(story: Story, session: Session, sitting: Sitting) -> Motion:
    """A delegate moves, another seconds, the chair admits and takes it up."""
    mover = story.window(story.delegates[1])
    page = story.look(mover, f"/sessions/{session.pk}/motions/new")
    typed = {f"title__{code}": words for code, words in WORDS["title"].items()}
    typed |= {f"p{row}__{code}": words for row, label in ((0, "1"), (1, "2")) for code, words in WORDS[label].items()}
    story.send(page, "/motions/write", "then=keep", **typed)
    motion = Motion.objects.get()
    story.send(story.look(mover, f"/sessions/motions/{motion.pk}"), "/submit")
    page = story.look(story.chair, f"/sessions/motions/{motion.pk}")
    story.send(page, f"/motions/{motion.pk}/step", "step=admit")
    story.each([2], f"/sessions/motions/{motion.pk}/second")
    story.send(story.look(story.chair, f"/sessions/motions/{motion.pk}"), f"/motions/{motion.pk}/step", "step=place")
    story.send(story.chair, f"/motions/{motion.pk}/step", "step=take-up")
    return motion


def amend(story: Story, sitting: Sitting, motion: Motion) -> None:
    """Two amendments to one number: the further is voted first by roll call and adopted, and the nearer falls."""
    one = story.window(story.delegates[3])
    for days, window in (("90", one), ("45", story.window(story.delegates[4]))):
        page = story.look(window, f"/sessions/motions/{motion.pk}/amend?place=1")
        typed = {f"words__{code}": words for code, words in changed("1", "30", days).items()}
        story.send(page, "/amend/write", **typed)
        made = Motion.objects.filter(amends=motion).latest("pk")
        story.send(window, f"/motions/{made.pk}/submit")
        page = story.look(story.chair, f"/sessions/motions/{made.pk}")
        story.send(page, f"/motions/{made.pk}/step", "step=admit")
    further, nearer = Motion.objects.filter(amends=motion).order_by("pk")
    story.send(
        story.look(story.chair, f"/sessions/motions/{further.pk}"), f"/motions/{further.pk}/step", "step=take-up"
    )
    event = story.put(sitting, "roll-call", asks="motion", motion=str(further.pk))
    for teller in story.tellers:
        page = story.look(teller, f"/sessions/votes/{event.pk}/sheet")
        answers = {f"seat-{key}": "for" if place < 5 else "against" for place, key in enumerate(seats_on(page))}
        whole_sheet(page, answers)
    story.declare(event, "adopted")
    nearer.refresh_from_db()
    assert nearer.state == "fallen"


def seats_on(page: Any) -> list[str]:
    return [each.get_attribute("name").partition("-")[2] for each in page.page.locator('select[name^="seat-"]').all()]


def whole_sheet(page: Any, answers: dict[str, str]) -> None:
    """The whole roll, typed in from paper."""
    form = page.page.locator('form:has(select[name^="seat-"])')
    form.locator("details").evaluate("each => each.open = true")
    for name, answer in answers.items():
        form.locator(f'[name="{name}"]').select_option(answer)
    form.locator("button").last.click()
    page.page.wait_for_load_state()
    assert page.page.locator("#refusals").count() == 0


def adopt(story: Story, sitting: Sitting, motion: Motion) -> None:
    """The text as amended is put in a secret vote, declared, and laid on the desk."""
    page = story.look(story.chair, f"/sessions/motions/{motion.pk}/merging")
    story.send(page, f"/motions/{motion.pk}/merge")
    event = story.put(sitting, "secret", asks="motion", motion=str(motion.pk))
    voter = story.look(story.window(story.delegates[5]), f"/sessions/sittings/{sitting.pk}/floor")
    story.send(voter, f"/votes/{event.pk}/cast", "choice=for")
    story.each((1, 2, 3, 4, 6), f"/sessions/votes/{event.pk}/cast", choice="for")
    story.each((7, 8), f"/sessions/votes/{event.pk}/cast", choice="against")
    story.declare(event, "adopted")
    motion.refresh_from_db()
    assert motion.state == "adopted"
    page = story.look(story.secretary, f"/sessions/motions/{motion.pk}")
    story.send(page, f"/motions/{motion.pk}/lay-down")


def read_by_the_public(story: Story, number: int) -> None:
    """On the portal, and in a record that a stranger finds intact."""
    folder = story.house.folder
    said = CliRunner().invoke(app, ["verify", str(folder / "record")])
    assert said.exit_code == 0, said.output
    assert f"intact: {number + 1} acts" in said.output
    assert WORDS["title"][story.language] in plain(folder / f"site/{story.language}/act/{number}.html")
    for code in ("en", "ug", "kk"):
        pages = [plain(each) for each in sorted((folder / f"site/{code}").rglob("*.html"))]
        assert any(changed("1", "30", "90")[code] in page for page in pages)
        assert not any(changed("1", "30", days)[code] in page for page in pages for days in ("30", "45"))


def plain(page: Path) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", page.read_text("utf-8")).split())
