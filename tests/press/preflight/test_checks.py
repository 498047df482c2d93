"""Each check at its edge, wrong and right, in each language: what is wrong is found, and beside it what is right is not."""

from collections.abc import Callable
from datetime import date

import pytest

from qurultay.press.preflight import Knowledge, Version, check
from qurultay.press.preflight.codes import CODES
from qurultay.press.preflight.facts_file import shipped
from tests.press.preflight.given import ON, codes, found, known, letter

# code, language, words that are wrong, words beside them that are right
PAIRS: list[tuple[str, str, str, str]] = [
    # anniversaries: 1931 to 2026 is 95 years, and on 3 November the day of the year (12 September) has come
    ("anniversary-wrong", "en", "the 94th anniversary of the First Republic", "the 95th anniversary of the First Republic"),
    ("anniversary-wrong", "en", "the 96th anniversary of the First Republic", "the ninety-fifth anniversary of the First Republic"),
    ("anniversary-wrong", "ug", "بىرىنچى جۇمھۇرىيەتنىڭ 94 يىللىقى", "بىرىنچى جۇمھۇرىيەتنىڭ 95 يىللىقى"),
    ("anniversary-wrong", "kk", "Бірінші республиканың 94 жылдығы", "Бірінші республиканың 95 жылдығы"),
    ("anniversary-wrong", "en", "the 20th anniversary of Kazakhstan’s Independence on 16 December 2021", "the 30th anniversary of Kazakhstan’s Independence on 16 December 2021"),
    ("anniversary-wrong", "kk", "Қазақстан Тәуелсіздігінің 20 жылдығы", "Қазақстан Тәуелсіздігінің 35 жылдығы"),
    ("anniversary-wrong", "en", "the 11th anniversary of the Treaty of Lirra (2016)", "the 10th anniversary of the Treaty of Lirra (2016)"),
    ("event-years-wrong", "en", "the 95th anniversary of the First Republic (1932–1938)", "the 95th anniversary of the First Republic (1931–1938)"),
    ("event-years-wrong", "kk", "Бірінші республиканың (1932–1938) 95 жылдығы", "Бірінші республиканың (1931–1938) 95 жылдығы"),
    ("event-years-wrong", "ug", "بىرىنچى جۇمھۇرىيەتنىڭ (1932-1938) 95 يىللىقى", "بىرىنچى جۇمھۇرىيەتنىڭ (1931-1938) 95 يىللىقى"),
    ("anniversary-own-words", "en", "On the 20th anniversary of the treaty we look back. Over the past thirty years we kept it.", "On the 30th anniversary of the treaty we look back. Over the past thirty years we kept it."),
    ("anniversary-own-words", "kk", "Шарттың 20 жылдығы. Соңғы отыз жылда оны сақтадық.", "Шарттың 30 жылдығы. Соңғы отыз жылда оны сақтадық."),
    ("anniversary-own-words", "ug", "شەرتنامىنىڭ 20 يىللىقى. ئۆتكەن ئوتتۇز يىل ئۇنى ساقلىدۇق.", "شەرتنامىنىڭ 30 يىللىقى. ئۆتكەن ئوتتۇز يىل ئۇنى ساقلىدۇق."),
    ("years-ago-wrong", "en", "Seventy-eight years ago, in 1946, the schools were closed.", "Eighty years ago, in 1946, the schools were closed."),
    ("years-ago-wrong", "kk", "Осыдан 60 жыл бұрын, 1946 жылы, мектептер жабылды.", "Осыдан 80 жыл бұрын, 1946 жылы, мектептер жабылды."),
    ("years-ago-wrong", "ug", "بۇنىڭدىن 60 يىل ئىلگىرى 1946-يىلى مەكتەپلەر تاقالدى.", "بۇنىڭدىن 80 يىل ئىلگىرى 1946-يىلى مەكتەپلەر تاقالدى."),
    ("anniversary-unknown", "en", "the 25th anniversary of the Treaty of Lirra", "the 25th anniversary of the Treaty of Lirra (2001)"),
    # days: 12 November 2023 was a Sunday, 2024 a leap year
    ("weekday-wrong", "en", "on Monday, 12 November 2023", "on Sunday, 12 November 2023"),
    ("weekday-wrong", "en", "on November 12, 2023 (Saturday)", "on November 12, 2023 (Sunday)"),
    ("weekday-wrong", "kk", "2023 жылғы 12 қараша, дүйсенбі", "2023 жылғы 12 қараша, жексенбі"),
    ("weekday-wrong", "ug", "2023-يىلى 12-نويابىر دۈشەنبە", "2023-يىلى 12-نويابىر يەكشەنبە"),
    ("date-impossible", "en", "by 31 November 2026", "by 30 November 2026"),
    ("date-impossible", "en", "on February 29, 2026", "on February 29, 2024"),
    ("date-impossible", "en", "on 2026-02-30", "on 2026-02-28"),
    ("date-impossible", "kk", "2026 жылғы 31 қараша", "2026 жылғы 30 қараша"),
    ("date-impossible", "ug", "2026-يىلى 31-نويابىر", "2026-يىلى 30-نويابىر"),
    ("date-ambiguous", "en", "on 03/04/2026", "on 13/04/2026"),
    ("range-reversed", "en", "from 12 to 10 November 2025", "from 10 to 12 November 2025"),
    ("range-reversed", "en", "from June 3 to May 30, 2025", "from December 30 to January 2, 2025"),
    ("range-reversed", "en", "the Second Republic (1950–1946) fell", "the Second Republic (1946–1950) fell"),
    ("range-reversed", "kk", "2025 жылғы 14–12 қыркүйек", "2025 жылғы 12–14 қыркүйек"),
    ("range-reversed", "ug", "2025-يىلى 14-12-سېنتەبىر", "2025-يىلى 12-14-سېنتەبىر"),
    # names that hold on 3 November 2026
    ("name-not-valid", "en", "our friends in Nur-Sultan", "our friends in Astana"),
    ("name-not-valid", "en", "the people of Swaziland", "the people of Eswatini"),
    ("name-not-valid", "en", "our friends in Nur-Sultan", "our friends in Astana, then called Nur-Sultan"),
    ("name-not-valid", "en", "our friends in Nur-Sultan", "the meeting held in Nur-Sultan in 2020"),
    ("name-not-valid", "kk", "Нұр-Сұлтандағы достарымыз", "Астанадағы достарымыз"),
    ("name-not-valid", "ug", "نۇر-سۇلتاندىكى دوستلىرىمىز", "ئاستانادىكى دوستلىرىمىز"),
    # citations
    ("citation-form", "en", "under A/RES/1514", "under A/RES/1514(XV)"),
    ("citation-form", "en", "under A/RES/XV/1514", "under A/RES/61/295"),
    ("citation-form", "en", "United Nations resolution 295 (LXI)", "United Nations resolution 61/295"),
    ("citation-form", "en", "under S/RES/1325", "under S/RES/1325(2000)"),
    ("citation-range", "en", "General Assembly resolution 1514 (XIV)", "General Assembly resolution 1514 (XV)"),
    ("citation-range", "en", "General Assembly resolution 1514 (XVI)", "General Assembly resolution 1541 (XV)"),
    ("citation-range", "en", "United Nations resolution 217 A (IV)", "United Nations resolution 217 A (III)"),
    ("citation-range", "en", "A/RES/95/12", "A/RES/70/1"),
    ("citation-range", "en", "Security Council resolution 1325 (1999)", "Security Council resolution 1325 (2000)"),
    ("citation-range", "en", "Security Council resolution 1330 (1999)", "Security Council resolution 1330 (2000)"),
    ("citation-range", "kk", "БҰҰ Бас Ассамблеясының 1514 (XX) қарары", "БҰҰ Бас Ассамблеясының 1514 (XV) қарары"),
    ("citation-range", "ug", "ب د ت نىڭ 1514 (XX) نومۇرلۇق قارارى", "ب د ت نىڭ 1514 (XV) نومۇرلۇق قارارى"),
    ("citation-year", "en", "General Assembly resolution 1514 (XV) of 14 December 1961", "General Assembly resolution 1514 (XV) of 14 December 1960"),
    ("citation-year", "en", "A/RES/61/295 of 13 September 2006", "A/RES/61/295 of 13 September 2007"),
    ("citation-year", "en", "the Rome Statute (1999)", "the Rome Statute (1998)"),
    ("citation-year", "en", "the Rome Statute of 2001", "the Rome Statute of 2002"),
    ("citation-article", "en", "article 129 of the Rome Statute", "article 128 of the Rome Statute"),
    ("citation-article", "en", "Article 16 bis of the Rome Statute", "Article 15 bis of the Rome Statute"),
    ("citation-article", "en", "Article XX of the Genocide Convention", "Article XIX of the Genocide Convention"),
    ("citation-article", "en", "Articles 1 and 112 of the Charter of the United Nations", "Articles 1 and 111 of the Charter of the United Nations"),
    ("citation-article", "en", "the Rome Statute, article 0", "the Rome Statute, article 15 (1)"),
    ("citation-article", "kk", "Рим статутының 129-бабы", "Рим статутының 15-бабы"),
    ("citation-article", "ug", "رىم نىزامنامىسىنىڭ 129-ماددىسى", "رىم نىزامنامىسىنىڭ 15-ماددىسى"),
    ("citation-unknown", "en", "its resolution 412 (IX)", "United Nations General Assembly resolution 1514 (XV)"),
    # official names
    ("official-name", "en", "the National Asembly of Tolunay", "the National Assembly of Tolunay"),
    ("official-name", "en", "the National assembly of Tolunay met", "the NATIONAL ASSEMBLY OF TOLUNAY met"),
    ("official-name", "en", "the Goverment of Tolunay", "the General Assembly of Tolunay"),
    ("official-name", "ug", "تولۇناي مىللى قۇرۇلتىيى", "تولۇناي مىللىي قۇرۇلتىيىنىڭ قارارى"),
    ("official-name", "kk", "Толунай ұлтық құрылтайы", "Толунай ұлттық құрылтайының қарары"),
    # terms
    ("term-avoided", "en", "the people of Tolunia", "the people of Tolunay"),
    ("term-avoided", "en", "the people of TOLUNIA", "they call us “Tolunia”"),
    ("term-avoided", "ug", "تولۇنىيەنىڭ خەلقى", "ئۇلار «تولۇنىيە» دەيدۇ"),
    ("term-avoided", "kk", "Толунияның халқы", "олар «Толуния» дейді"),
    ("term-forbidden", "en", "in the New Province we live", "the New Province Railway Company"),
    ("term-forbidden", "en", "in the New Province we live", "in the so-called ‘New Province’ we live"),
    ("term-forbidden", "kk", "Жаңа провинцияда тұрамыз", "«Жаңа провинция» атауын қолданбаңыз"),
    ("term-forbidden", "ug", "يېڭى ۋىلايەتتە ياشايمىز", "«يېڭى ۋىلايەت» نامىنى ئىشلەتمەڭ"),
    # numbering
    ("number-missing", "en", "1. We pledge peace.\n\n2. We pledge work.\n\n4. We pledge rest.", "1. We pledge peace.\n\n2. We pledge work.\n\n3. We pledge rest."),
    ("number-twice", "en", "1) Peace.\n\n2) Work.\n\n2) Rest.", "1) Peace.\n\n2) Work.\n\n3) Rest."),
    ("number-twice", "ug", "1. تىنچلىق.\n\n2. ئەمگەك.\n\n2. ئارام.", "1. تىنچلىق.\n\n2. ئەمگەك.\n\n3. ئارام."),
    ("number-missing", "kk", "1. Бейбітшілік.\n\n2. Еңбек.\n\n4. Демалыс.", "1. Бейбітшілік.\n\n2. Еңбек.\n\n3. Демалыс."),
    ("number-missing", "en", "§ 1\nPeace.\n\n§ 2\nWork.\n\n§ 4\nRest.", "§ 1\nPeace.\n\n§ 2\nWork.\n\n§ 2a\nMore.\n\n§ 3\nRest."),
    # claims
    ("claim-hedged", "en", "It is said that the school was closed.", "The school was closed on 3 May 2026."),
    ("claim-hedged", "kk", "Айтылуынша, мектеп жабылған.", "Мектеп жабылды."),
    ("claim-hedged", "ug", "ئېيتىلىشىچە مەكتەپ تاقالغان.", "مەكتەپ تاقالدى."),
    ("claim-asserted", "en", "We have reasonable grounds to believe that it was ordered.", "We believe in peace on reasonable grounds."),
    ("claim-asserted", "kk", "Бұл дәлелденген.", "Бұл туралы айттық."),
    ("claim-asserted", "ug", "بۇ ئىسپاتلانغان.", "بۇ ھەقتە سۆزلىدۇق."),
    ("claim-too-strong", "en", "It has been verified that the archive was burnt on purpose.", "It is reported that the archive was burnt on purpose."),
    ("claim-too-strong", "kk", "Мұрағаттың өртелуі дәлелденген.", "Айтылуынша, мұрағаттың өртелуі әдейі болған."),
    ("claim-too-strong", "ug", "ئارخىپنىڭ كۆيدۈرۈلۈشى ئىسپاتلانغان.", "ئېيتىلىشىچە ئارخىپنىڭ كۆيدۈرۈلۈشى قەستەن بولغان."),
    # letters and signs; the wrong ones are written as escapes, because they look right
    ("mixed-scripts", "en", "the Asse\u043cbly", "the Assembly"),
    ("mixed-scripts", "kk", "T\u043eлунай", "Толунай PDF файлы"),
    ("look-alike", "en", "the \u0420\u0415\u041d of peace", "the PEN of peace"),
    ("look-alike", "ug", "خ\u0647لق", "خەلق"),
    ("look-alike", "ug", "مىلل\u06cc", "مىللىي"),
    ("odd-letters", "en", "the \U0001d400\U0001d42c\U0001d42c\U0001d41e\U0001d426\U0001d41b\U0001d425\U0001d432", "the Assembly"),
    ("placeholder", "en", "Dear [name], welcome", "Dear colleague [sic], welcome"),
    ("placeholder", "en", "by TBD at the latest", "by Monday at the latest"),
    ("placeholder", "en", "the sum of ____ crowns", "the sum of 40 crowns\n____________\nsignature"),
    ("placeholder", "kk", "Құрметті [аты-жөні]", "Құрметті әріптес"),
    ("placeholder", "ug", "ھۆرمەتلىك [ئىسمى]", "ھۆرمەتلىك دوستۇم"),
    ("contact-private", "en", "write to sarin@mail.example", "write to office@tolunay.example"),
    ("contact-private", "en", "call +00 555 0199", "call +00 555 0100"),
    ("contact-private", "ug", "تېلېفون +00 555 0199", "تېلېفون +00 555 0100"),
    ("contact-private", "kk", "телефон +00 555 0199", "телефон +00 555 0100"),
    ("language-other", "ug", "These words are English, although they stand as Uyghur, and nobody has noticed it before now.", "بۇ سۆزلەر ئۇيغۇرچە يېزىلغان، ھەممە ئادەم ئۇنى ئوقۇيالايدۇ ۋە چۈشىنەلەيدۇ، شۇنداقلا ساقلايدۇ."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "language", "wrong", "right"), PAIRS, ids=[f"{p[0]}-{p[1]}-{n}" for n, p in enumerate(PAIRS)]
)
def test_what_is_wrong_is_found_and_what_is_right_beside_it_is_not(
    code: str, language: str, wrong: str, right: str
) -> None:
    assert code in codes(wrong, language)
    assert code not in codes(right, language)


@pytest.mark.parametrize("right", [right for _, _, _, right in PAIRS])
def test_no_right_words_are_called_an_error(right: str) -> None:
    language = next(language for _, language, _, said in PAIRS if said == right)
    assert [f.code for f in found(right, language) if f.severity == "error"] == []


def test_an_anniversary_before_its_day_of_the_year_may_be_counted_as_reached_or_as_to_come() -> None:
    before = date(2026, 9, 11)
    assert "anniversary-wrong" not in codes("the 94th anniversary of the First Republic", on=before)
    assert "anniversary-wrong" not in codes("the 95th anniversary of the First Republic", on=before)
    assert "anniversary-wrong" in codes("the 94th anniversary of the First Republic", on=date(2026, 9, 12))


def test_what_no_facts_pack_knows_is_unknown_and_never_right() -> None:
    said = found("the 25th anniversary of the Treaty of Lirra and resolution 413 (IX) of the Concert")
    assert {f.severity for f in said} == {"unknown"}


def test_a_number_within_its_session_is_unknown_until_a_pack_has_the_resolution() -> None:
    assert codes("General Assembly resolution 1600 (XV)") == ["citation-unknown"]
    assert codes("General Assembly resolution 1514 (XV)") == ["citation-right"]


def test_every_finding_says_where_and_how_to_mend_it() -> None:
    for code, language, wrong, _ in PAIRS:
        for finding in found(wrong, language):
            assert finding.reason and (finding.how or finding.severity == "confirmed"), code
            assert wrong[finding.start : finding.end].strip() != "" or not finding.line


def test_the_span_counts_the_characters_of_the_text() -> None:
    words = "We met.\n\nWe meet again on 31 November 2026."
    (finding,) = [f for f in found(words) if f.code == "date-impossible"]
    assert (words[finding.start : finding.end], finding.line) == ("31 November 2026", 3)


# Letters

PRESIDENT = "H.E. Kassym-Jomart Tokayev\nPresident of the Republic of Kazakhstan\nMangilik Yel St. 6\n{city}"
LETTERS: list[tuple[str, str, str]] = [
    ("addressee-not-holder",
     letter("We ask you to act.", PRESIDENT.format(city="Astana"), "Excellency", "19 March 2019"),
     letter("We ask you to act.", PRESIDENT.format(city="Astana"), "Excellency", "20 March 2019")),
    ("address-not-valid",
     letter("We ask you to act.", PRESIDENT.format(city="Nur-Sultan"), "Excellency", "17 September 2022"),
     letter("We ask you to act.", PRESIDENT.format(city="Nur-Sultan"), "Excellency", "16 September 2022")),
    ("address-not-valid",
     letter("We ask you to act.", PRESIDENT.format(city="Astana"), "Excellency", "23 March 2019"),
     letter("We ask you to act.", PRESIDENT.format(city="Astana"), "Excellency", "22 March 2019")),
    ("style-missing",
     letter("We ask you to act.", "Irena Halvard\nPresident of Osmark", "Excellency"),
     letter("We ask you to act.", "H.E. Irena Halvard\nPresident of Osmark", "Excellency")),
    ("salutation-other",
     letter("We ask you to act.", "H.E. Irena Halvard\nPresident of Osmark", "Dear President Brenner"),
     letter("We ask you to act.", "H.E. Irena Halvard\nPresident of Osmark", "Dear President Halvard")),
    ("salutation-plain",
     letter("We ask you to act.", "H.E. Irena Halvard\nPresident of Osmark", "Dear Irena"),
     letter("We ask you to act.", "H.E. Irena Halvard\nPresident of Osmark", "Madam President")),
    ("call-undated", letter("We ask you to open the files."), letter("We ask you to open the files by 1 May 2027.")),
    ("call-nobody",
     letter("It is time. We demand that it end by 1 May 2027.", "", "Dear friends"),
     letter("We call on the Government of Osmark to end it by 1 May 2027.")),
    ("reply-undated",
     letter("We ask you to open the files."),
     letter("We ask you to open the files. We hope for a reply by 1 May 2027.")),
    ("date-unknown", letter("We ask you to act.", day=""), letter("We ask you to act.")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), LETTERS, ids=[f"{each[0]}-{n}" for n, each in enumerate(LETTERS)])
def test_a_letter_is_held_to_the_day_it_bears_and_to_whom_it_goes(code: str, wrong: str, right: str) -> None:
    assert code in codes(wrong, form="letter", on=None)
    assert code not in codes(right, form="letter", on=None)


# Translations

ENGLISH = "We met on 12 September 2023.\n\n§ 1\nCalls for 40 schools by 1 May 2027, as resolution 412 (IX) asks.\n\n§ 2\nThanks three friends.\n"
KAZAKH = "2023 жылғы 12 қыркүйекте кездестік.\n\n§ 1\n412 (IX) қарарға сай 2027 жылғы 1 мамырға дейін 40 мектеп ашуға шақырады.\n\n§ 2\nҮш досқа рақмет айтады.\n"
UYGHUR = "2023-يىلى 12-سېنتەبىر كۆرۈشتۇق.\n\n§ 1\n412 (IX) قارارغا مۇۋاپىق 2027-يىلى 1-مايغىچە 40 مەكتەپ ئېچىشقا چاقىرىدۇ.\n\n§ 2\nئۈچ دوستقا رەھمەت ئېيتىدۇ.\n"
SPOILT: list[tuple[str, str, Callable[[str], str]]] = [
    ("translation-numbers", "kk", lambda text: text.replace("40", "14")),
    ("translation-numbers", "ug", lambda text: text.replace("40", "400")),
    ("translation-numbers", "kk", lambda text: text.replace("2023", "2024")),
    ("translation-dates", "kk", lambda text: text.replace("1 мамыр", "2 мамыр")),
    ("translation-dates", "ug", lambda text: text.replace("1-ماي", "1-ئىيۇن")),
    ("translation-citations", "kk", lambda text: text.replace("412", "421")),
    ("translation-citations", "ug", lambda text: text.replace("(IX)", "(XI)")),
    ("translation-provisions", "kk", lambda text: text.replace("§ 2\n", "§ 3\n")),
    ("translation-provisions", "ug", lambda text: text.split("§ 2")[0]),
]


def versions(kazakh: str = KAZAKH, uyghur: str = UYGHUR) -> list[Version]:
    words = {"en": ENGLISH, "kk": kazakh, "ug": uyghur}
    return [
        Version(name=f"text.{code}", text=text, language=code, status="authentic" if code == "en" else "reviewed")
        for code, text in words.items()
    ]


def test_translations_in_step_are_not_objected_to() -> None:
    assert [f.code for f in check(versions(), known()) if f.code.startswith("translation")] == []


@pytest.mark.parametrize(("code", "language", "spoil"), SPOILT)
def test_a_translation_out_of_step_is_an_error(code: str, language: str, spoil: Callable[[str], str]) -> None:
    spoilt = versions(kazakh=spoil(KAZAKH)) if language == "kk" else versions(uyghur=spoil(UYGHUR))
    against = {(f.code, f.part) for f in check(spoilt, known())}
    assert (code, f"text.{language}") in against


# Names of the roll, and names across texts


def test_a_name_of_the_private_roll_is_found_word_for_word_and_a_part_of_it_is_not() -> None:
    roll = Knowledge(facts=shipped(), private=frozenset({"Sabira Onay", "سابىرا ئوناي"}))
    assert "private-name" in codes("we thank SABIRA  Onay for her help", know=roll)
    assert "private-name" in codes("سابىرا ئوناي ياردەم قىلدى", "ug", know=roll)
    assert "private-name" not in codes("we thank Sabira Onayeva for her help", know=roll)


def test_one_name_spelt_two_ways_is_found_across_texts_and_twins_in_two_languages_are_not() -> None:
    first = Version(
        name="a.txt", text="تولۇناي سۈرگۈندى ھۆكۈمىتى\nTOLUNAY GOVERNMENT ABROAD\n", language="en", form="text", on=ON
    )
    second = Version(
        name="b.txt", text="تولۇناي سۇرگۈندى ھۆكۈمىتى\nTolunay Government Abroad\n", language="en", form="text", on=ON
    )
    assert [f.code for f in check([first, second], known()) if f.code == "name-spelt-two-ways"] == [
        "name-spelt-two-ways"
    ]
    assert [f.code for f in check([first, first], known()) if f.severity == "error"] == []


def test_the_closed_table_says_everything_about_a_code() -> None:
    for code, row in CODES.items():
        assert row.finds.endswith("."), code
        assert row.mend or row.severity == "confirmed", code
