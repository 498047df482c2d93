"""Papers for tests: an invented assembly in memory, its letter and its declaration in three languages.

The Uyghur and Kazakh words were written for these tests and await a reader; what is tested is their letters.
"""

import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2

from qurultay.acts.act import Act
from qurultay.acts.resolving import Adopted, Figures, Operation, Provision
from qurultay.acts.writing import Issued
from qurultay.press.setting.original import Original
from qurultay.press.setting.sheet import Paper
from tests.hall import Hall, constitution, rules

NAMES = {
    "body/assembly": ("Assembly of Tolunay", "تولۇناي قۇرۇلتىيى", "Толунай құрылтайы"),
    "body/government": ("Government of Tolunay", "تولۇناي ھۆكۈمىتى", "Толунай үкіметі"),
    "post/president": ("President", "پرېزىدېنت", "Президент"),
    "post/secretary": ("Secretary of State", "دۆلەت كاتىپى", "Мемлекеттік хатшы"),
    "person/1": ("Ayla Tornay", "ئايلا تورناي", "Айла Торнай"),
    "person/3": ("Tarim Yazbek", "تارىم يازبەك", "Тарим Язбек"),
    "session/4": ("Fourth Session", "تۆتىنچى يىغىن", "Төртінші сессия"),
}
LANGUAGES = ("en", "ug", "kk")

LETTER = {
    "style.addressee-osmark-culture.en": "H.E. Ms Teodra Vankel\nMinister of Culture of the Republic of Osmark\n4 Harbour Street, Osmark City\n",
    "style.addressee-osmark-culture.ug": "ئوسمارك جۇمھۇرىيىتىنىڭ مەدەنىيەت مىنىستىرى\nھۆرمەتلىك تېئودرا ۋانكەل خانىم\nپورت كوچىسى 4، ئوسمارك شەھىرى\n",
    "style.addressee-osmark-culture.kk": "Осмарк Республикасының мәдениет министрі\nТеодра Ванкел ханымға\nПорт көшесі, 4, Осмарк қаласы\n",
    "title.en": "Letter to the Minister of Culture of Osmark\n",
    "text.en": """Excellency,

On behalf of the Assembly of Tolunay I thank the Republic of Osmark for the welcome of 30 April 2026. We ask that the Ministry use the name “Tolunay” in its maps.[1]

Under General Assembly resolution 217 A (III) and article 7 of the Covenant we ask the Government to name an office, which our secretariat will call on +00 555 0100 or write to at reports@osmark.example.

| Year | Pupils | Schools |
|---|---|---|
| 2025 | 400 | 12 |
| 2026 | 1,250 | 31 |

[1] See A/RES/1514(XV), adopted on 14 December 1960.

Please accept, Excellency, the assurances of my highest consideration.
""",
    "asks.en": "§ 1\nuse the name “Tolunay” in its maps\n\n§ 2\nname an office\n",
    "text.ug": """جانابلىرى،

تولۇناي قۇرۇلتىيى نامىدىن ئوسمارك جۇمھۇرىيىتىنىڭ 2026-يىلى 30-ئاپرېل كۈنىدىكى قارشى ئېلىشىغا رەھمەت ئېيتىمەن. مىنىستىرلىكنىڭ خەرىتىلىرىدە «تولۇناي» نامىنى ئىشلىتىشىنى سورايمىز.[1]

باش ئاسسامبلېيەنىڭ 217 A (III) نومۇرلۇق قارارىغا ئاساسەن ھۆكۈمەتنىڭ بىر ئىشخانا بېكىتىشىنى سورايمىز. كاتىباتىمىز +00 555 0100 نومۇرىغا تېلېفون قىلىدۇ ياكى reports@osmark.example ئادرېسىغا خەت يازىدۇ.

| يىل | ئوقۇغۇچىلار | مەكتەپلەر |
|---|---|---|
| 2025 | 400 | 12 |
| 2026 | 1250 | 31 |

[1] 1960-يىلى 14-دېكابىردا قوبۇل قىلىنغان A/RES/1514(XV) نومۇرلۇق قارارغا قاراڭ.

جانابلىرى، ئالىي ھۆرمىتىمنى قوبۇل قىلغايسىز.
""",
    "asks.ug": "§ 1\n«تولۇناي» نامىنى ئىشلىتىشىنى\n\n§ 2\nبىر ئىشخانا بېكىتىشىنى\n",
    "text.kk": """Аса мәртебелі ханым,

Толунай құрылтайының атынан Осмарк Республикасына 2026 жылғы 30 сәуірдегі қарсы алғаны үшін алғыс айтамын. Министрліктің карталарда «Толунай» атауын қолдануын сұраймыз.[1]

Бас Ассамблеяның 217 A (III) қарарына сәйкес Үкіметтен кеңсе белгілеуін сұраймыз. Хатшылығымыз +00 555 0100 нөміріне қоңырау шалады немесе reports@osmark.example мекенжайына жазады.

| Жыл | Оқушылар | Мектептер |
|---|---|---|
| 2025 | 400 | 12 |
| 2026 | 1250 | 31 |

[1] 1960 жылғы 14 желтоқсанда қабылданған A/RES/1514(XV) қарарын қараңыз.

Аса мәртебелі ханым, зор құрметімді қабыл алыңыз.
""",
    "asks.kk": "§ 1\n«Толунай» атауын қолдануын\n\n§ 2\nкеңсе белгілеуін\n",
}

DECLARATION = {
    "title.en": "Declaration of the Fourth Session\n",
    "title.ug": "تۆتىنچى يىغىننىڭ خىتابنامىسى\n",
    "title.kk": "Төртінші сессияның декларациясы\n",
    "text.en": """The Fourth Session, recalling that 12 September 2026 is the 95th anniversary of the First Republic (1931–1938),

§ 1 Peace
Pledges to pursue, by peaceful and lawful means only, the right of the people of Tolunay to decide their own future.

§ 2
Calls upon governments to act in accordance with General Assembly resolution 1514 (XV) by 1 March 2027.

§ 3
Proclaims 19 May as Remembrance Day.

§ end
Done in three languages.
""",
    "text.ug": """تۆتىنچى يىغىن، 2026-يىلى 12-سېنتەبىرنىڭ بىرىنچى جۇمھۇرىيەت قۇرۇلغانلىقىنىڭ 95 يىللىقى ئىكەنلىكىنى ئەسلەپ،

§ 1 تىنچلىق
تولۇناي خەلقىنىڭ ئۆز كەلگۈسىنى ئۆزى بەلگىلەش ھوقۇقىنى پەقەت تىنچ ۋە قانۇنىي يوللار بىلەنلا قوغلىشىشقا ۋەدە بېرىدۇ.

§ 2
ھۆكۈمەتلەرنى باش ئاسسامبلېيەنىڭ 1514 (XV) نومۇرلۇق قارارىغا 2027-يىلى 1-مارتقىچە ئەمەل قىلىشقا چاقىرىدۇ.

§ 3
19-ماينى خاتىرىلەش كۈنى دەپ ئېلان قىلىدۇ.

§ end
ئۈچ تىلدا تۈزۈلدى.
""",
    "text.kk": """Төртінші сессия 2026 жылғы 12 қыркүйек Бірінші республиканың (1931–1938) 95 жылдығы екенін еске алып,

§ 1 Бейбітшілік
Толунай халқының өз болашағын өзі шешу құқығын тек бейбіт және заңды жолмен қорғауға уәде береді.

§ 2
Үкіметтерді Бас Ассамблеяның 1514 (XV) қарарына 2027 жылғы 1 наурызға дейін сәйкес әрекет етуге шақырады.

§ 3
19 мамырды Еске алу күні деп жариялайды.

§ end
Үш тілде жасалды.
""",
}


def hall() -> Hall:
    """An assembly with an address, so that papers bear a QR code."""
    return Hall(constitution(rules=rules(addresses=("https://tolunay.example",))))


def letter_act(house: Hall, **changed: object) -> Act:
    """An issued letter that is not entered yet."""
    body = Issued(
        form="letter",
        authentic=("en",),
        number="letter/2026/14",
        addressee="addressee/osmark-culture",
        reply_by=date(2027, 3, 1),
        calls=(Operation(kind="call", addressee="addressee/osmark-culture"),) * 2,
    )
    return house.draft(replace(body, **changed), issuers=("body/government",), id="m3t8w1pz")  # type: ignore[arg-type]  # fields of Issued


def declaration_act(house: Hall) -> Act:
    """An adopted declaration that is not entered yet."""
    body = Adopted(
        text="declaration", body="body/assembly", how="vote", authentic=("ug",), session="session/4",
        provisions=(Provision(label="1"), Provision(label="2"), Provision(label="3")), number="declaration/2026/1",
        figures=Figures(for_=6, against=1, abstained=1, present=8, entitled=9), majority="simple",
    )  # fmt: skip
    return house.draft(body, id="ve0abtgt")


def original(
    act: Act, words: dict[str, str], house: Hall, *chosen: str, paper: Paper = "a4", emblem: str = ""
) -> Original:
    """What a paper of this act is made from."""
    return Original(
        act=act, words=words, named=named, said=lambda number, part: "", book=house.book, languages=LANGUAGES,
        chosen=chosen, paper=paper, emblem=emblem,
    )  # fmt: skip


def named(ref: str, language: str) -> str:
    """The names of the invented assembly."""
    return dict(zip(LANGUAGES, NAMES.get(ref, ("", "", "")), strict=True)).get(language, "")


# --- what a reader's program finds again ------------------------------------------------------------------------------


def by_poppler(pdf: bytes, pdftotext: Path) -> str:
    """The text as `pdftotext` gives it."""
    done = subprocess.run([pdftotext, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def by_pdfium(pdf: bytes) -> str:
    """The text as the engine of Chromium gives it."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def letters(text: str) -> str:
    """The letters and digits of a text, in NFC: spaces and marks of direction are every program's own."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def recovered(source: str, found: str) -> float:
    """Which share of the letters of the source is found again, each paragraph in its own order.

    Of two columns side by side either may come first, so paragraphs are looked for one by one.
    """
    held, lines = letters(found), [letters(line) for line in source.split("\n")]
    return sum(len(line) if line in held else _matched(line, held) for line in lines) / sum(map(len, lines))


def _matched(line: str, held: str) -> int:
    blocks = SequenceMatcher(None, line, held, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


def kept(source: str, found: str) -> float:
    """Which share of the letters of the source is found again, whatever their order."""
    wanted, held = Counter(letters(source)), Counter(letters(found))
    return (wanted & held).total() / wanted.total()
