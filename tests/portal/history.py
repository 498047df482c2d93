"""A full history for the portal's tests: an invented assembly that does everything a page can show.

It is played through the real judge, so nothing here could not be in a record. The Uyghur and Kazakh words
are invented and unreviewed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled, Change, Contested, Corrected, Withheld
from qurultay.acts.convening import CommunityPresent, Convened, Opened, SessionOpening, Sitting
from qurultay.acts.following import Claim, Finding, Measured, Position, ReportTabled
from qurultay.acts.office import Assignment, Elected, KeyEnrolled, TookOffice
from qurultay.acts.resolving import Adopted, Figures, Indicator, NotAdopted, Operation, Provision, Repealed
from qurultay.acts.rules import WitnessKey
from qurultay.acts.writing import Answer, Deposited, Issued, ReplyRecorded, StatedHolder
from qurultay.portal.material import Material, material_of
from qurultay.record.parts import commit
from qurultay.tlog.armour import armour
from tests.hall import POSTS, Hall, constitution, key_text, rules, seeded
from tests.record.forge import WITNESS, head_of

ADDRESS = "https://tolunay.example"
BOTH = ("post/speaker", "post/teller")
GRAVE = ("post/secretary", "post/vice-president", "post/speaker")


@dataclass
class Words:
    """The words of a record, by the SHA-256 of the part that holds them."""

    held: dict[str, bytes] = field(default_factory=dict)

    def parts(self, **named: str | bytes) -> dict[str, str]:
        """Parts by name: `title_en="…"`; a name with hyphens is written with two underscores."""
        return {name.replace("__", "-").replace("_", "."): self.add(words) for name, words in named.items()}

    def add(self, words: str | bytes) -> str:
        """Keep words under a salt made from them, which only tests may do."""
        data = words if isinstance(words, bytes) else words.rstrip("\n").encode() + b"\n"
        digest = commit(sha256(b"salt of " + data).digest(), data)
        self.held[digest] = data
        return digest


class Tolunay(Hall):
    """The hall with words, and a memory of what its acts were called."""

    def __init__(self) -> None:
        self.words = Words()
        self.at: dict[str, Entry] = {}
        self.withheld: dict[str, bytes] = {}
        held = rules(
            witnesses=(WitnessKey(name=WITNESS.name, key=armour(WITNESS.cosigner_material)),),
            witnesses_needed=1,
            addresses=(ADDRESS,),
            founding_days=300,
        )
        super().__init__(constitution(rules=held))

    def call(self, name: str, body: Any, *, words: dict[str, str | bytes] | None = None, **fields: Any) -> Entry:
        """Enter an act with these words and remember it under a name."""
        parts = fields.pop("parts", {}) | self.words.parts(**(words or {}))
        self.at[name] = self.enter(body, parts=parts, **fields)
        return self.at[name]

    def ref(self, name: str, *more: str) -> str:
        """How another act refers to one that was remembered."""
        return "/".join((self.at[name].ref, *more))

    @property
    def material(self) -> Material:
        """What a site is built from."""
        head = head_of(self.notes, seeded("log"))
        return material_of(self.entries, self.notes, self.words.held, head.encode())


NAMES = {
    "body-assembly": ("National Assembly of Tolunay", "تولۇناي مىللىي قۇرۇلتىيى", "Толунай ұлттық құрылтайы"),
    "body-government": ("Government of Tolunay", "تولۇناي ھۆكۈمىتى", "Толунай үкіметі"),
    "post-president": ("President", "پرېزىدېنت", "Президент"),
    "post-vice-president": ("Vice-President", "مۇئاۋىن پرېزىدېنت", "Вице-президент"),
    "post-secretary": ("Secretary of State", "دۆلەت كاتىپى", "Мемлекеттік хатшы"),
    "post-speaker": ("Speaker of the Assembly", "قۇرۇلتاي رەئىسى", "Құрылтай төрағасы"),
    "post-teller": ("Teller", "ساناقچى", "Санақшы"),
    "community-tolun": ("Tolun", "تولۇن", "Толун"),
    "community-kesh": ("Kesh", "كەش", "Кеш"),
    "community-arda": ("Arda", "ئاردا", "Арда"),
    "person-1": ("Ilyar Sabanay", "ئىليار سابانئاي", "Ілияр Сабанай"),
    "person-2": ("Nurek Beltir", "نۇرەك بەلتىر", "Нүрек Белтір"),
    "person-3": ("Tarim Yazbek", "تارىم يازبەك", "Тарим Язбек"),
    "person-4": ("Sanat Merekey", "سانات مەرەكەي", "Санат Мерекей"),
    "person-5": ("Asel Dumanay", "ئاسەل دۇمانئاي", "Әсел Думанай"),
}


def named(*subjects: str) -> dict[str, str | bytes]:
    """Name parts in three languages."""
    return {
        f"name_{subject.replace('-', '__')}_{language}": name
        for subject in subjects
        for language, name in zip(("en", "ug", "kk"), NAMES[subject], strict=True)
    }


def history() -> Tolunay:
    """From the founding to a correction, by way of everything that can go well or badly."""
    hall = Tolunay()
    _called(hall)
    _declared(hall)
    _elected(hall)
    _wrote(hall)
    _followed(hall)
    _amended(hall)
    return hall


def _called(hall: Tolunay) -> None:
    hall.on("2026-06-02")
    stated = tuple(StatedHolder(post=post, person=number) for number, post in enumerate(POSTS, 1))
    older = Deposited(
        form="list", bears="2026-05-20", language="en", handed_in_by="post/secretary", reports_on="none", stated=stated
    )
    hall.call("names", older, words=named(*NAMES) | {
        "title_en": "Names of bodies, offices and holders", "title_ug": "ئورگان، ۋەزىپە ۋە كىشى ناملىرى",
        "text_en": "The names under which bodies, offices and their holders are known.",
    })  # fmt: skip
    hall.on("2026-06-05").fill_seats()
    hall.on("2026-09-01").call(
        "convened",
        Convened(
            session="session/4", body="body/assembly", opens=date(2026, 9, 10), closes=date(2026, 9, 12), mode="hybrid",
            zone="Europe/Istanbul", offset="+03:00", ordinal=4, guests=("addressee/lirra",),
            sittings=(Sitting(day=date(2026, 9, 10), form="planning"), Sitting(day=date(2026, 9, 11)), Sitting(day=date(2026, 9, 12))),
        ),
        issuers=("body/assembly", "body/government"),
        words={
            "name_session__4_en": "Fourth General Assembly", "name_session__4_ug": "تۆتىنچى نۆۋەتلىك ئومۇمىي قۇرۇلتاي",
            "name_session__4_kk": "Төртінші жалпы құрылтай", "agenda_en": "§ 1 Opening\n§ 2 Report of the Government\n§ 3 Declaration",
            "place_en": "Sarbel Hall", "name_addressee__lirra_en": "Government of Lirra", "name_addressee__lirra_ug": "لىررا ھۆكۈمىتى",
        },
    )  # fmt: skip
    hall.on("2026-09-10").call(
        "opened",
        Opened(session=SessionOpening(session="session/4", entitled=9, present=8, by_community=(
            CommunityPresent(community="community/tolun", present=4), CommunityPresent(community="community/kesh", present=3), CommunityPresent(community="community/arda", present=1),
        ))),
    )  # fmt: skip


PROVISIONS = (
    Provision(label="1", operations=(Operation(kind="pledge", owner="post/president", due=date(2027, 6, 1)),)),
    Provision(label="2", operations=(Operation(kind="pledge", due=date(2026, 12, 1)), Operation(kind="offer"))),
    Provision(label="3", operations=(Operation(kind="call", addressee="class/governments", due=date(2027, 3, 1)),)),
    Provision(label="4", operations=(Operation(kind="observance", month=5, day=19, counts_from=2026),)),
    Provision(
        label="5", operations=(Operation(kind="appeal", addressee="addressee/osmark-culture", due=date(2026, 11, 1)),)
    ),
    Provision(label="6", operations=(Operation(kind="declaration"), Operation(kind="decision"))),
)

TEXT_EN = """The Fourth General Assembly, recalling that 12 September 2026 is the 95th anniversary of the First Republic,

§ 1
Pledges to pursue, by peaceful and lawful means only, the right of the people of Tolunay to decide their own future.

§ 2
Pledges a training programme for office-holders, and offers to work with every government that respects Article 3.

§ 3
Calls upon governments to act in accordance with General Assembly resolution 1514 (XV).

§ 4 Remembrance Day
Proclaims 19 May as Remembrance Day.

§ 5
Appeals for support for the teaching of our languages in the third decade of exile.

§ 6
Declares the constitution of 2026 in force and decides to publish it.

§ end
Done on 12 September 2026.
"""

TEXT_UG = """تۆتىنچى نۆۋەتلىك ئومۇمىي قۇرۇلتاي، 2026-يىلى 12-سېنتەبىرنىڭ بىرىنچى جۇمھۇرىيەت قۇرۇلغانلىقىنىڭ 95 يىللىقى ئىكەنلىكىنى ئەسلەپ،

§ 1
تولۇناي خەلقىنىڭ ئۆز كەلگۈسىنى ئۆزى بەلگىلەش ھوقۇقىنى پەقەت تىنچ ۋە قانۇنىي يوللار بىلەنلا قوغلىشىشقا ۋەدە بېرىدۇ.

§ 2
ۋەزىپە ئۆتىگۈچىلەر ئۈچۈن تەربىيەلەش پروگراممىسىغا ۋەدە بېرىدۇ ۋە 3-ماددىغا ھۆرمەت قىلىدىغان ھەر بىر ھۆكۈمەتكە ھەمكارلىق تەكلىپ قىلىدۇ.

§ 3
ھۆكۈمەتلەرنى باش ئاسسامبلېيەنىڭ 1514 (XV) نومۇرلۇق قارارىغا مۇۋاپىق ھەرىكەت قىلىشقا چاقىرىدۇ.

§ 4 خاتىرىلەش كۈنى
19-ماينى خاتىرىلەش كۈنى دەپ ئېلان قىلىدۇ.

§ 5
مۇھاجىرەتنىڭ ئۈچىنچى ئون يىلىدا تىللىرىمىزنى ئوقۇتۇشقا ياردەم بېرىشنى مۇراجىئەت قىلىدۇ.

§ 6
2026-يىلدىكى ئاساسىي قانۇننى كۈچكە ئىگە دەپ جاكارلايدۇ ۋە ئۇنى ئېلان قىلىشنى قارار قىلىدۇ.
"""


def _declared(hall: Tolunay) -> None:
    hall.on("2026-09-12").call(
        "declaration",
        Adopted(
            text="declaration", body="body/assembly", how="vote", authentic=("ug",), provisions=PROVISIONS,
            session="session/4", figures=Figures(for_=6, against=1, abstained=1, present=8, entitled=9), majority="two-thirds",
            moved_by="body/government", number="declaration/2026/1",
        ),
        words={
            "title_en": "Declaration of the Fourth General Assembly", "text_en": TEXT_EN,
            "title_ug": "تۆتىنچى نۆۋەتلىك ئومۇمىي قۇرۇلتاينىڭ خىتابنامىسى", "text_ug": TEXT_UG,
            "name_class__governments_en": "Governments", "name_class__governments_ug": "ھۆكۈمەتلەر",
            "name_addressee__osmark__culture_en": "Ministry of Culture of Osmark",
            "name_addressee__osmark__culture_ug": "ئوسمارك مەدەنىيەت مىنىستىرلىكى",
            "name_addressee__osmark__culture_kk": "Осмарк мәдениет министрлігі",
            "file_pdf": b"%PDF-1.7 the declaration",
        },
    )  # fmt: skip
    hall.call(
        "plan",
        Adopted(
            text="plan", body="body/assembly", how="without-a-vote", authentic=("en",), session="session/4",
            indicators=(
                Indicator(id="1", objective="10", unit="pupils", baseline="400", target="1600", due=date(2030, 9, 12)),
                Indicator(id="2", objective="10", unit="%", baseline="20", target="60", due=date(2028, 9, 12), owner="post/president"),
            ),
        ),
        words={
            "title_en": "The plan 2026–2030", "title_kk": "2026–2030 жылдарға арналған жоспар", "text_en": "A plan of four years.",
            "table_en": "§ 10 Our languages live\n§ 1 Children taught in their own language\n§ 2 Replies to letters within a year",
        },
    )  # fmt: skip
    hall.call(
        "lost",
        NotAdopted(text="resolution", body="body/assembly", outcome="lost", session="session/4",
                   figures=Figures(for_=3, against=5, abstained=0, present=8, entitled=9), majority="simple"),
        words={"title_en": "On moving the seat of the Assembly"},
    )  # fmt: skip


def _elected(hall: Tolunay) -> None:
    hall.call(
        "election",
        Elected(winners=(Assignment(to="post/president", person="person/21", from_=hall.today, until=date(2030, 9, 11)),),
                how="secret-ballot", session="session/4", entitled=9, voted=8),
        signatories=BOTH,
        words={"name_person__21_en": "Ayla Tornay", "name_person__21_ug": "ئايلا تورناي", "name_person__21_kk": "Айла Торнай"},
    )  # fmt: skip
    key = seeded("post/president", 1)
    hall.on("2026-09-20").call(
        "office", TookOffice(post="post/president", person="person/21", key=key_text(key)), signatories=GRAVE,
        with_keys=(key,), words={"oath_en": "I will keep the constitution.", "name_person__21_en": "Ayla Tornay", "name_person__21_ug": "ئايلا تورناي", "name_person__21_kk": "Айла Торнай"},
    )  # fmt: skip
    hall.signers["post/president"] = key
    hall.on("2026-09-25").call(
        "vice",
        Elected(winners=(Assignment(to="post/vice-president", person="person/22", from_=hall.today, until=date(2030, 9, 11)),),
                how="open-vote"),
        signatories=BOTH,
    )  # fmt: skip


def _wrote(hall: Tolunay) -> None:
    hall.on("2026-09-28").call(
        "letter",
        Issued(form="letter", authentic=("en", "ug"), number="letter/2026/1", addressee="addressee/osmark-culture",
               calls=(Operation(kind="call", addressee="addressee/osmark-culture"),), reply_by=date(2026, 10, 20)),
        issuers=("body/government",),
        refs=(("carries", hall.ref("declaration", "provision/5/operation/1")), ("cites", hall.ref("plan"))),
        words={
            "title_en": "To the Minister of Culture of Osmark", "title_ug": "ئوسمارك مەدەنىيەت مىنىستىرىغا",
            "style_addressee__osmark__culture_en": "H.E. Ms Teodra Vankel\nMinister of Culture\n4 Harbour Street, Osmark City",
            "text_en": "Excellency,\n\nWe thank the Republic of Osmark. We ask that the Ministry support the teaching of our languages.\n\nWe ask the Government to name an office to which reports can be made.\n\nPlease accept, Excellency, the assurances of my highest consideration.",
            "asks_en": "§ 1\nWe ask that the Ministry support the teaching of our languages.\n\n§ 2\nWe ask the Government to name an office to which reports can be made.",
            "text_ug": "ھۆرمەتلىك مىنىستىر،\n\nتىللىرىمىزنى ئوقۇتۇشنى قوللىشىڭىزنى سورايمىز.\n\nھۆرمەت بىلەن.",
            "file_pdf": b"%PDF-1.7 a letter",
        },
    )  # fmt: skip
    letter = hall.ref("letter")
    hall.on("2026-10-15").call(
        "reply",
        ReplyRecorded(from_="addressee/osmark-culture", received=date(2026, 10, 14), words="with-consent", answers=(
            Answer(call=hall.ref("declaration", "provision/5/operation/1"), grade="B"), Answer(call=f"{letter}/call/1", grade="C"),
        )),
        refs=(("answers", letter),),
        words={"text_en": "The committee has agreed in principle."},
    )  # fmt: skip
    hall.on("2026-10-16").call(
        "hostile",
        Issued(form="statement", authentic=("en",)),
        words={"title_en": "<script>alert(1)</script> & “quotes” '\"", "text_en": "A <b>bold</b> statement about {{ 7 * 7 }}."},
    )  # fmt: skip
    hall.call(
        "deposit",
        Deposited(form="declaration", bears="1998-11", handed_in_by="post/secretary", language="en", reports_on="communique",
                  provisions=(Provision(label="1", operations=(Operation(kind="appeal", addressee="class/governments"),)),),
                  stated=(StatedHolder(post="post/president", person=1),), session_ordinal=1),
        words={"title_en": "Declaration of the First Assembly", "text_en": "We met.\n\n§ 1\nWe appeal to governments."},
    )  # fmt: skip


def _followed(hall: Tolunay) -> None:
    pledge = hall.ref("declaration", "provision/1/operation/1")
    call = hall.ref("declaration", "provision/3/operation/1")
    hall.on("2026-11-20").call(
        "report",
        ReportTabled(
            report="progress", as_of=date(2026, 11, 18), body="body/government",
            findings=(Finding(of=pledge, state="kept-in-part", evidence=(hall.ref("letter"),)), Finding(of=call, state="under-way")),
            measured=(Measured(plan=hall.ref("plan"), indicator="1", value="640"), Measured(plan=hall.ref("plan"), indicator="2", value="60")),
        ),
        words={"title_en": "First report on the plan", "summary_en": "One indicator reached, one on its way.", "text_en": "It goes on."},
    )  # fmt: skip
    hall.call(
        "positions",
        ReportTabled(report="positions", as_of=date(2026, 11, 18), body="body/government", positions=(
            Position(actor="addressee/lirra", organ="chamber", stance="recognises", on=hall.ref("declaration", "provision/3"), since=date(2026, 10, 1)),
            Position(actor="addressee/osmark-culture", organ="committee", stance="takes-note", on=hall.ref("declaration"), since=date(2026, 11, 1)),
        )),
    )  # fmt: skip
    hall.call(
        "findings",
        ReportTabled(report="findings", as_of=date(2026, 11, 19), body="body/assembly",
                     claims=(Claim(number=1, state="corroborated", origins=2), Claim(number=2, state="reported"))),
        words={"title_en": "What is known about the closure of the school at Sarbel"},
    )  # fmt: skip


def _amended(hall: Tolunay) -> None:
    declared = hall.at["declaration"]
    hall.on("2026-12-05").call(
        "corrected",
        Corrected(changes=(Change(field="parts.text.en", was=declared.act.parts["text.en"],
                                  now=hall.words.add(TEXT_EN.replace("third decade", "second decade"))),)),
        refs=(("amends", declared.ref),),
        words={"text_en": TEXT_EN.replace("third decade", "second decade")},
    )  # fmt: skip
    hall.call(
        "repealed",
        Repealed(body="body/assembly", from_=hall.today, how="acclamation"),
        refs=(("amends", hall.ref("declaration", "provision/5")),),
        words={"reason_en": "The appeal has been answered."},
    )  # fmt: skip
    hall.call(
        "withheld",
        Withheld(names=("name.person-2.en", "name.person-2.ug", "name.person-2.kk"), ground="request"),
        refs=(("amends", hall.ref("names")),),
    )  # fmt: skip
    for name in ("en", "ug", "kk"):
        digest = hall.at["names"].act.parts[f"name.person-2.{name}"]
        hall.withheld[digest] = hall.words.held.pop(digest)
    hall.call(
        "contested", Contested(step="opened", ground="wrong-date"), refs=(("amends", hall.ref("lost")),),
        signatories=("keeper/1",),
    )  # fmt: skip
    hall.call(
        "annulled", Annulled(ground="forgery", from_="the-start"), refs=(("amends", hall.ref("vice")),), signatories=GRAVE,
        words={"reason_en": "The count was not the count of the ballots."},
    )  # fmt: skip
    hall.on("2026-12-06").call(
        "key", KeyEnrolled(use="acts", key=key_text(seeded("post/president", 2)), post="post/president", person="person/21"),
        signatories=("post/president", "post/secretary", "post/speaker"), with_keys=(seeded("post/president", 2),),
    )  # fmt: skip
    hall.on("2026-12-07").call(
        "opening", Convened(
            session="session/5", body="body/assembly", opens=date(2027, 3, 1), closes=date(2027, 3, 2), mode="remote",
            zone="Europe/Istanbul", offset="+03:00",
        ),
    )  # fmt: skip
