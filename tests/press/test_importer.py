"""What the importer reads off documents, against labels given by hand.

The labels are kinds and addressees alone. The two source documents are real; all others were written
for these tests, in the manner of real ones, about peoples and states that do not exist.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from qurultay.press.importer import DeclarationProposal, LetterProposal, read_declaration, read_letter
from qurultay.press.importer.proposals import Span, Words
from qurultay.press.refusal import Refusal

DOCUMENTS = Path(__file__).parent / "documents"
Labels = dict[str, list[tuple[str, str]]]

DECLARATION_2023: Labels = {
    "1": [("pledge", "")],
    "2": [("pledge", ""), ("offer", "class/nations")],
    "3": [("declaration", ""), ("pledge", "")],
    "4": [("pledge", "")],
    "5": [("call", "class/international-community")],
    "6": [("observance", "")],
    "7": [("appeal", "class/international-community")],
    "8": [("appeal", "class/global-community")],
    "9": [("call", "class/democratic-nations")],
    "10": [("call", "class/international-community")],
    "11": [("call", "class/international-community"), ("call", "class/states")],
    "12": [("pledge", ""), ("call", "class/democratic-nations")],
}
INVENTED: dict[str, Labels] = {
    "congress-in-brackets.txt": {
        "1": [("pledge", "")],
        "2": [("decision", ""), ("decision", "")],
        "3": [("call", "addressee/government-of-osmark"), ("call", "addressee/arctic-council")],
        "4": [("observance", "")],
        "5": [("appeal", "class/consulates"), ("offer", "class/merey-families")],
    },
    "charter-in-articles.txt": {
        "1": [("declaration", "")],
        "2": [("pledge", "")],
        "3": [("offer", ""), ("call", "addressee/kingdom-of-vorn")],
        "4": [("observance", "")],
        "5": [("decision", "")],
    },
    "programme-in-roman.md": {
        "1": [("declaration", ""), ("call", "class/parliaments"), ("declaration", "")],
        "2": [("appeal", "addressee/world-food-programme")],
        "3": [("pledge", ""), ("pledge", "")],
        "4": [("offer", "")],
    },
    "resolution-in-un-style.txt": {
        "1": [("declaration", "")],
        "2": [("declaration", ""), ("call", "addressee/government-of-osmark")],
        "3": [("call", "class/states")],
        "4": [("call", "addressee/secretary-general-of-the-united-nations")],
        "5": [("call", "addressee/secretary")],
        "6": [("call", "class/member-states")],
        "7": [("appeal", "class/parties-to-the-dispute")],
        "8": [("decision", "")],
        "9": [("observance", "")],
        "10": [("decision", "")],
    },
    "statement-without-numbers.txt": {
        "1": [("declaration", "")],
        "2": [("call", "class/governments")],
        "3": [("call", "addressee/international-red-cross")],
        "4": [("pledge", "")],
    },
    "resolutions-with-whereas.txt": {
        "1": [("decision", "")],
        "2": [("decision", "")],
        "3": [("call", "addressee/regional-court"), ("call", "class/press")],
    },
    "agreement-in-infinitives.txt": {
        "1": [("decision", "")],
        "2": [("declaration", "")],
        "3": [("call", "addressee/organisation-of-the-southern-isles")],
        "4": [("observance", "")],
        "5": [("decision", "")],
        "6": [("declaration", "")],
    },
    "youth-resolution-in-bullets.md": {
        "1": [("call", "class/industrialised-countries")],
        "2": [("call", "addressee/forum-of-the-isles")],
        "3": [("declaration", ""), ("offer", "class/member-parliaments")],
        "4": [("pledge", "")],
        "5": [("decision", "")],
    },
    "declaration-in-kazakh.txt": {
        "1": [("pledge", "")],
        "2": [("call", "class/international-community")],
        "3": [("observance", "")],
        "4": [("call", "class/democratic-nations"), ("offer", "")],
    },
    "declaration-in-uyghur.txt": {
        "1": [("pledge", "")],
        "2": [("call", "class/democratic-nations")],
        "3": [("observance", "")],
        "4": [("appeal", "class/governments")],
    },
}


def labels_of(proposal: DeclarationProposal) -> Labels:
    """The proposal as a person would label it."""
    return {
        p.label: [(o.kind, o.addressee.ref if o.addressee else "") for o in p.operations] for p in proposal.provisions
    }


def document(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def declaration(shared: Path) -> DeclarationProposal:
    return read_declaration((shared / "source" / "declaration-2023.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def letter(shared: Path) -> LetterProposal:
    return read_letter((shared / "source" / "letter-2021.txt").read_text(encoding="utf-8"))


# The declaration of 2023


def test_the_twelve_provisions_do_what_their_lead_words_say(declaration: DeclarationProposal) -> None:
    assert labels_of(declaration) == DECLARATION_2023


def test_every_provision_has_its_heading_and_one_paragraph(declaration: DeclarationProposal) -> None:
    assert all(p.heading and len(p.paragraphs) == 1 for p in declaration.provisions)


def test_a_day_of_the_year_is_proposed_as_an_observance_with_its_name(declaration: DeclarationProposal) -> None:
    (kept,) = declaration.provisions[5].operations
    assert (kept.month, kept.day) == (1, 19)
    assert kept.name.endswith("Genocide Remembrance Day")


def test_those_named_among_the_addressees_are_kept(declaration: DeclarationProposal) -> None:
    among = {p.label: p.operations[0].addressee.among for p in declaration.provisions if p.operations[0].addressee}
    assert among["5"] == ("governments", "organizations", "media", "individuals")
    assert among["8"] == ("governments", "organizations", "individuals")
    assert among["11"] == ("governments",)


def test_the_closing_words_stand_apart_with_their_invitation(declaration: DeclarationProposal) -> None:
    assert len(declaration.closing) == 1
    invitation = declaration.closing_operations[-1]
    assert (invitation.kind, invitation.addressee and invitation.addressee.also) == (
        "offer",
        ("allies", "international community"),
    )


def test_a_button_of_the_web_page_is_left_out_and_reported(declaration: DeclarationProposal) -> None:
    assert [d.words.text for d in declaration.dropped if "web page" in d.why] == ["Share this:"]
    assert not any("Share this" in w.text for w in (*declaration.preamble, *declaration.closing))


def test_the_session_its_days_its_place_and_who_convened_it_are_read(declaration: DeclarationProposal) -> None:
    assert declaration.session is not None and declaration.session.ordinal == 9
    assert declaration.held is not None
    assert (declaration.held.first, declaration.held.last) == (date(2023, 11, 10), date(2023, 11, 12))
    assert [day.first for day in declaration.before] == [date(2023, 11, 9)]
    assert declaration.place is not None and "Washington" in declaration.place.text
    assert [(b.slug, b.abbreviation) for b in declaration.conveners] == [
        ("east-turkistan-government-in-exile", "ETGE"),
        ("east-turkistan-parliament-in-exile", "ETPE"),
    ]


def test_the_organisation_is_named_in_two_languages_and_is_one(declaration: DeclarationProposal) -> None:
    assert [(b.language, b.slug) for b in declaration.issuers] == [
        ("ug", "east-turkistan-government-in-exile"),
        ("en", "east-turkistan-government-in-exile"),
    ]


def test_the_three_officers_elected_are_read_with_their_posts(declaration: DeclarationProposal) -> None:
    assert [o.slug for o in declaration.officers] == ["president", "vice-president", "prime-minister"]
    assert [o.honorific for o in declaration.officers] == ["Dr", "", ""]
    assert all(1 < len(o.name.text.split()) < 4 for o in declaration.officers)


def test_committees_plan_and_anniversaries_are_read(declaration: DeclarationProposal) -> None:
    assert len(declaration.committees) == 1
    assert declaration.plan is not None and declaration.plan.years == 4
    assert [(a.ordinal, a.years) for a in declaration.anniversaries] == [(90, (1933, 1934)), (79, (1944, 1949))]
    assert all(a.day is not None and a.day.first == date(2023, 11, 12) for a in declaration.anniversaries)


def test_whether_it_is_the_adopted_text_is_asked_with_the_words_that_speak_for_a_communique(
    declaration: DeclarationProposal,
) -> None:
    question = declaration.questions[0]
    assert (question.name, question.choices, question.proposed) == (
        "nature",
        ("adopted-text", "communique"),
        "communique",
    )
    assert any(e.text.startswith("Key resolutions") and e.text.endswith("include") for e in question.evidence)


# The letter of 2021


def test_the_letter_is_read_from_its_date_to_its_signature(letter: LetterProposal) -> None:
    assert letter.dated is not None and letter.dated.first == date(2021, 11, 3)
    assert letter.recipient is not None and letter.recipient.ref == "addressee/president-of-kazakhstan"
    assert (letter.recipient.style, len(letter.recipient.postal)) == ("H.E.", 4)
    assert letter.recipient.name is not None and len(letter.recipient.name.text.split()) == 2
    assert letter.salutation is not None and letter.salutation.text.startswith("Dear President")
    assert letter.close is not None and letter.close.text == "Sincerely,"
    (signed,) = letter.signatories
    assert (signed.slug, signed.name is not None and signed.name.text.isupper()) == ("president", True)
    assert [(b.language, b.slug) for b in letter.issuers] == [
        ("ug", "east-turkistan-government-in-exile"),
        ("en", "east-turkistan-government-in-exile"),
    ]


def test_the_two_asks_of_the_letter_have_their_addressee_and_their_exact_words(letter: LetterProposal) -> None:
    assert [(a.kind, a.addressee and a.addressee.ref) for a in letter.asks] == [
        ("call", "addressee/government-of-kazakhstan")
    ] * 2
    assert all(any(a.words.text in p.text for p in letter.paragraphs) for a in letter.asks)
    assert [a.words.text.split()[-1] for a in letter.asks] == ["justice.", "Kazakhstan."]


def test_the_anniversary_in_the_letter_is_reported_as_written(letter: LetterProposal) -> None:
    assert [(a.ordinal, a.day and a.day.first) for a in letter.anniversaries] == [(20, date(2021, 12, 16))]


# Documents of other manners


@pytest.mark.parametrize("name", INVENTED)
def test_a_document_of_another_manner_does_what_its_words_say(name: str) -> None:
    assert labels_of(read_declaration(document(name))) == INVENTED[name]


def test_the_accuracy_on_all_labelled_documents_is_printed_and_high(
    declaration: DeclarationProposal, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"declaration-2023.txt": labels_of(declaration)}
    found |= {name: labels_of(read_declaration(document(name))) for name in INVENTED}
    rows = [
        _row(name, labels, found[name])
        for name, labels in {"declaration-2023.txt": DECLARATION_2023, **INVENTED}.items()
    ]
    with capsys.disabled():
        print(f"\n{'document':36}{'operations':>12}{'kinds':>8}{'addressees':>12}")
        for name, (meant, kinds, addressees) in rows:
            print(f"{name:36}{meant:>12}{kinds:>8}{addressees:>12}")
    meant = sum(row[1][0] for row in rows)
    assert meant > 60
    assert sum(row[1][1] for row in rows) * 100 >= meant * 95
    assert sum(row[1][2] for row in rows) * 100 >= meant * 95


def _row(name: str, labels: Labels, found: Labels) -> tuple[str, tuple[int, int, int]]:
    pairs = [(want, got) for label in labels for want, got in zip(labels[label], found.get(label, []), strict=False)]
    meant = sum(len(operations) for operations in labels.values())
    return name, (meant, sum(w[0] == g[0] for w, g in pairs), sum(w == g for w, g in pairs))


def test_facts_are_read_from_a_communique_of_another_congress() -> None:
    read = read_declaration(document("congress-in-brackets.txt"))
    assert read.session is not None and read.session.ordinal == 3
    assert read.held is not None and (read.held.first, read.held.last) == (date(2025, 6, 16), date(2025, 6, 18))
    assert [day.first for day in read.before] == [date(2025, 6, 15)]
    assert [b.slug for b in read.conveners] == ["merey-peoples-movement", "merey-womens-league"]
    assert [(o.slug, o.name.text) for o in read.officers] == [
        ("president", "Dana Sarin"),
        ("vice-president", "Tolan Weker"),
        ("treasurer", "Ilse Marren"),
    ]
    assert read.place is not None and read.place.text == "Port Lirra"
    assert read.plan is not None and read.plan.years == 3
    assert [d.words.text for d in read.dropped if "web page" in d.why] == [
        "Share this:",
        "Facebook",
        "Twitter",
        "Related",
    ]
    assert read.provisions[0].operations[0].due is not None
    assert read.provisions[0].operations[0].due.first == date(2026, 9, 1)
    assert read.questions[0].proposed == "communique"


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("charter-in-articles.txt", "adopted-text"),
        ("resolution-in-un-style.txt", "adopted-text"),
        ("resolutions-with-whereas.txt", "adopted-text"),
        ("agreement-in-infinitives.txt", "adopted-text"),
        ("youth-resolution-in-bullets.md", "adopted-text"),
        ("congress-in-brackets.txt", "communique"),
        ("declaration-in-kazakh.txt", "communique"),
    ],
)
def test_texts_are_told_from_reports_about_them(name: str, nature: str) -> None:
    question = read_declaration(document(name)).questions[0]
    assert question.proposed == nature
    assert question.evidence


@pytest.mark.parametrize(
    ("name", "language", "bears"),
    [
        ("charter-in-articles.txt", "en", date(2027, 5, 3)),
        ("programme-in-roman.md", "en", date(2026, 2, 21)),
        ("resolution-in-un-style.txt", "en", date(2028, 4, 5)),
        ("resolutions-with-whereas.txt", "en", date(2027, 1, 14)),
        ("statement-without-numbers.txt", "en", date(2026, 8, 2)),
        ("agreement-in-infinitives.txt", "en", date(2022, 3, 9)),
        ("declaration-in-kazakh.txt", "kk", date(2026, 9, 12)),
        ("declaration-in-uyghur.txt", "ug", date(2026, 9, 12)),
    ],
)
def test_the_language_and_the_day_a_document_bears_are_found(name: str, language: str, bears: date) -> None:
    read = read_declaration(document(name))
    assert read.dated is not None
    assert (read.language, read.dated.last) == (language, bears)


def test_a_uyghur_declaration_keeps_its_structure_and_its_title() -> None:
    read = read_declaration(document("declaration-in-uyghur.txt"))
    assert read.title is not None and read.title.text.endswith("خىتابنامىسى")
    assert read.session is not None and read.session.ordinal == 4
    assert read.provisions[2].operations[0].name == "خاتىرىلەش كۈنى"


def test_an_article_has_its_heading_on_the_line_below_its_number() -> None:
    read = read_declaration(document("charter-in-articles.txt"))
    assert [p.heading for p in read.provisions][:2] == ["Name", "Equality of the valleys"]
    assert [len(p.paragraphs) for p in read.provisions] == [1, 2, 2, 1, 1]
    assert len(read.closing) == 2


def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def _hard_spaces(text: str) -> str:
    return text.replace("1. ", "1.\u00a0").replace(" the ", "\u00a0the ")


def _curly(text: str) -> str:
    return text.replace("'", "’").replace(' "', " “").replace('"', "”")


def _bold(text: str) -> str:
    return text.replace("We ", "**We** ").replace("Calls upon", "*Calls upon*")


@pytest.mark.parametrize("change", [_windows, _hard_spaces, _curly, _bold])
@pytest.mark.parametrize("name", INVENTED)
def test_the_hand_that_typed_it_does_not_change_what_a_document_says(name: str, change: object) -> None:
    assert callable(change)
    assert labels_of(read_declaration(change(document(name)))) == INVENTED[name]


def _spans(value: object) -> Iterator[Words]:
    """Every place the proposal points to."""
    if isinstance(value, Words):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _spans(getattr(value, each.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)


@pytest.mark.parametrize("name", [*INVENTED, "letter-to-a-minister.txt", "letter-in-the-american-manner.txt"])
def test_every_span_shows_the_words_it_stands_for(name: str) -> None:
    read = (read_letter if name.startswith("letter") else read_declaration)(document(name))
    found = list(_spans(read))
    assert found
    for words in found:
        here = read.text[words.span.start : words.span.end]
        plain = here.replace("*", "").replace("](https://yaz.example/)", "").replace("[", "").replace("#", "")
        assert words.text == " ".join(plain.split())
        assert isinstance(words.span, Span)


# Letters


def test_a_letter_to_an_excellency_is_read_with_your_government_understood() -> None:
    read = read_letter(document("letter-to-a-minister.txt"))
    assert read.recipient is not None
    assert (read.recipient.ref, read.recipient.style) == ("addressee/minister-of-culture-of-osmark", "H.E. Ms")
    assert [(a.kind, a.addressee and a.addressee.ref) for a in read.asks] == [
        ("call", "addressee/ministry"),
        ("call", "addressee/government-of-osmark"),
        ("call", "addressee/minister-of-culture-of-osmark"),
    ]
    assert read.asks[1].due is not None and read.asks[1].due.first == date(2027, 6, 1)
    assert read.reference is not None and read.reference.text == "letter/2026/14"
    assert [b.language for b in read.issuers] == ["en", "ug"]
    assert read.close is not None and read.close.text.startswith("Please accept, Excellency")
    assert [e.text for e in read.enclosures] == ["cc: Ministry of the Interior"]


def test_a_list_under_an_ask_is_as_many_asks_and_what_was_asked_last_year_is_none() -> None:
    read = read_letter(document("letter-in-the-american-manner.txt"))
    assert read.dated is not None and read.dated.first == date(2026, 3, 12)
    assert [a.words.text.split()[0] for a in read.asks] == ["hold", "invite", "We"]
    assert [(s.slug, s.name and s.name.text) for s in read.signatories] == [
        ("president", "Mira Solen"),
        ("secretary-general", "Edo Grath"),
    ]
    assert read.subject is not None and read.recipient is not None
    assert read.recipient.ref == "addressee/chairman-committee-on-foreign-relations"


def test_a_day_that_two_readers_read_differently_is_a_question() -> None:
    read = read_letter(document("letter-with-a-doubtful-day.txt"))
    asked = {question.name: question.choices for question in read.questions}
    assert asked["day"] == ("2027-04-03", "2027-03-04")
    assert "signatory" in asked
    assert [a.kind for a in read.asks] == ["call", "call", "appeal"]


def test_a_kazakh_letter_keeps_its_structure() -> None:
    read = read_letter(document("letter-in-kazakh.txt"))
    assert (read.language, read.dated and read.dated.first) == ("kk", date(2026, 11, 22))
    assert read.recipient is not None and read.recipient.name is None
    assert [a.kind for a in read.asks] == ["call"]
    assert read.signatories[0].post is not None


def test_a_recipient_who_is_only_a_name_is_asked_for_a_post_and_never_becomes_a_reference() -> None:
    read = read_letter(
        "3 May 2027\n\nMr. Tolan Weker\n4 Mill Road\n\nDear Mr. Weker,\n\nWe ask you to act.\n\nYours,\n\nA. B.\n"
    )
    assert read.recipient is not None and read.recipient.ref == "addressee/recipient"
    assert "addressee" in {question.name for question in read.questions}


# What is no document


@pytest.mark.parametrize("read", [read_declaration, read_letter])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the document is empty"),
        (" \n\n\t\n", "the document is empty"),
        ("1. We \u202eegdelp\n", "line 1, character 7: U+202E is a bidi override"),
        ("One.\nTwo \0.\n", "line 2, character 5: U+0000 is a NUL character"),
        ("half \ud800", "a lone surrogate"),
        ("x" * 200_000, "more than 150000 characters"),
    ],
)
def test_what_is_no_document_gets_a_sentence(read: object, text: str, sentence: str) -> None:
    assert callable(read)
    with pytest.raises(Refusal) as refused:
        read(text)
    assert sentence in str(refused.value)


def test_script_in_a_title_stays_plain_words() -> None:
    read = read_declaration(
        "Declaration <script>alert(1)</script>\n\n1. We pledge peace.\n\n2. We call on all states to listen.\n"
    )
    assert read.title is not None and read.title.text == "Declaration <script>alert(1)</script>"


def test_a_number_that_is_missing_between_the_provisions_is_reported() -> None:
    read = read_declaration("1. We pledge peace.\n\n2. We mourn.\n\n4. We call on all states to act.\n")
    assert read.remarks == ("number 3 is missing between the provisions",)
    assert [p.label for p in read.provisions] == ["1", "2", "4"]
