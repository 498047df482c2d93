"""Manners of drafting, each at its edge: what a sentence does, and whom it addresses or does not.

The sentences were written for these tests, in the manner of congresses, unions, councils and city halls, about states and bodies
that do not exist. A wrong addressee is worse than none: what only looks like one is tested beside what is one.
"""

import pytest

from qurultay.press.importer import read_declaration, read_letter

Operations = list[tuple[str, str]]


def operations(words: str) -> Operations:
    return [
        (o.kind, o.addressee.ref if o.addressee else "")
        for provision in read_declaration(words).provisions
        for o in provision.operations
    ]


def first(words: str) -> tuple[str, str]:
    return operations(f"1. {words}\n\n2. Notes the report.")[0]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Congress reaffirms its stand on the harbour.", "declaration"),
        ("Ministers agreed to set up a joint patrol.", "decision"),
        ("We the undersigned demand the release of the crews.", "call"),
        ("We, elected delegates of the valleys, condemn the raid.", "declaration"),
        ("We, fishers of Tarn, of Selm, of Hallow, and of the outer isles, bind ourselves to one another.", "pledge"),
        ("The Union, convened in Lirra on 3 May, deplores the raid.", "declaration"),
        ("The Union, appointed guardian of the archive, deplores the raid.", "declaration"),
        ("TUI will defend the schools.", "pledge"),
        ("The Union of Isles will meet in Lirra.", "declaration"),
        ("We are demanding that the gates be opened.", "call"),
        ("The Council is encouraged by the vote of the fishers.", "declaration"),
        ("That copies of this text be printed.", "decision"),
        ("It begs to differ, and the Union condemns the raid.", "declaration"),
    ],
)
def test_a_sentence_does_what_its_verb_says_whoever_is_its_subject(words: str, kind: str) -> None:
    assert first(words)[0] == kind


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ("Calls upon and urges the Kingdom of Vorn to open the gates.", "addressee/kingdom-of-vorn"),
        ("DEMANDS the Republic of Vorn acknowledge the raid.", "addressee/republic-of-vorn"),
        ("Demands that Vorn and Osmark withdraw their ships.", "addressee/vorn"),
        ("Urges the Governments of Vorn and Osmark to withdraw.", "addressee/government-of-vorn"),
        ("Urges the Governments of Africa and Asia to help.", "class/governments-of-africa-and-asia"),
        ("Invites the Congress of Local and Regional Authorities to study it.", "addressee/congress-of-local-and-regional-authorities"),
        ("Requests the Ministry of Culture and Sport to answer.", "addressee/ministry-of-culture-and-sport"),
        ("Calls on Council of the Isles member States to: (a) sign; (b) report.", "class/council-of-the-isles-member-states"),
        ("Calls on the U.N. Harbour Council to act.", "addressee/u-n-harbour-council"),
        ("Calls on Nordic parliaments to act.", "class/nordic-parliaments"),
        ("Calls on the United Isles to act.", "addressee/united-isles"),
        ("Calls upon the parties concerned to talk.", "class/parties-concerned"),
        ("Calls upon the companies operating in Tarn to leave.", "class/companies"),
        ("Calls on all people including teachers to help.", "class/people"),
        ("Requests the President and Congress to act.", "addressee/president"),
        ("Demands that the Vornish, Selmic and Tarnish states contribute.", "class/vornish-selmic-and-tarnish-states"),
        ("It is imperative for the international community to act.", "class/international-community"),
        ("The Vornish government should, at once, open the gates.", "addressee/vornish-government"),
        ("RESOLVED, that the Isles Union urge all its member bodies to sign.", "class/member-bodies"),
        ("RESOLVED, that local governments be urged to sign.", "class/local-governments"),
    ],
)  # fmt: skip
def test_whom_a_call_addresses_is_read_whole_and_no_further(words: str, addressee: str) -> None:
    assert first(words) == ("call", addressee)


@pytest.mark.parametrize(
    "words",
    [
        "Demands Vorn's withdrawal from the straits.",
        "Requests UN support.",
        "Urges immediate negotiations.",
        "Demands that the crews be released.",
        "Demands that the Government of Vorn be held to account.",
        "Requests that a report be written by the Secretary.",
        "Calls for the release of the crews.",
        "Urges Mr Toren Aldan to answer.",
        "Requests further dialogue with the Government of Vorn.",
    ],
)
def test_a_thing_or_a_person_by_name_is_no_addressee(words: str) -> None:
    assert first(words) == ("call", "")


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("Urges UN Secretary General Ana Toren to answer.", "addressee/un-secretary-general"),
        ("Urges President Aldan to answer.", "addressee/president"),
        ("Urges the Director General of the Fund to answer.", "addressee/director-general-of-the-fund"),
        ("Urges the Prime Minister of Vorn to answer.", "addressee/prime-minister-of-vorn"),
        ("Urges the General Council to answer.", "addressee/general-council"),
        ("Urges the General Secretary to answer.", "addressee/general-secretary"),
    ],
)
def test_a_reference_names_the_post_and_never_who_holds_it(words: str, post: str) -> None:
    assert first(words) == ("call", post)


def test_numbers_that_begin_anew_under_each_heading_are_counted_through_and_the_clerk_is_told() -> None:
    words = "On the harbour\n\n1. Condemns the dredging of the river.\n2. Urges Vorn to stop its ships.\n\nOn the schools\n\n1. Welcomes the new books of the isles.\n2. Requests the Board to print them."
    read = read_declaration(words)
    assert [p.label for p in read.provisions] == ["1", "2", "3", "4"]
    assert "the numbers begin anew in the document; the provisions are counted through" in read.remarks


def test_numbered_recitals_and_numbered_names_are_no_provisions() -> None:
    words = "RECALLING\n\n1. the treaty of the isles, which nobody has kept;\n2. the raid of last winter, which all remember;\n\nThe Union:\n\n1. Condemns the raid on the harbour of Tarn.\n2. Urges Vorn to pay for the boats it burned.\n\nSigned:\n\n1. Ana Bo\n2. Dan Ek\n3. Sela Um"
    assert operations(words) == [("declaration", ""), ("call", "addressee/vorn")]


@pytest.mark.parametrize(
    "marks",
    [
        ("(a)", "(b)", "(c)"),
        ("One:", "Two:", "Three:"),
        ("Firstly,", "Secondly,", "Thirdly,"),
        ("1.1.", "1.2.", "1.3."),
    ],
)
def test_a_list_below_a_request_asks_as_many_things_however_it_is_numbered(marks: tuple[str, str, str]) -> None:
    items = "\n".join(
        f"{mark} {what};"
        for mark, what in zip(marks, ("to open the gates", "to free the crews", "to pay"), strict=True)
    )
    assert (
        operations(f"The Union calls on the Kingdom of Vorn:\n{items}") == [("call", "addressee/kingdom-of-vorn")] * 3
    )


def test_bullets_below_one_request_of_several_paragraphs_belong_to_it() -> None:
    words = "We condemn the raid.\n\nWe call on the Kingdom of Vorn to:\n\n• free the crews;\n• pay for the boats.\n\nWe ask the Harbour Court to hear us."
    assert operations(words) == [
        ("declaration", ""),
        *[("call", "addressee/kingdom-of-vorn")] * 2,
        ("call", "addressee/harbour-court"),
    ]


def test_each_item_may_name_whom_it_addresses() -> None:
    words = "The Union calls for:\n\n• host countries to open their schools;\n• the Harbour Court to hear the fishers."
    assert operations(words) == [("call", "class/host-countries"), ("call", "addressee/harbour-court")]


def test_what_the_items_of_a_request_ask_others_is_asked_of_its_addressee() -> None:
    words = "The Union asks the Harbour Board to:\n1. To write to the Court of the Isles.\n2. To call on the Kingdom of Vorn to answer."
    assert operations(words) == [("call", "addressee/harbour-board")] * 2


def test_what_is_asked_of_others_is_nothing_that_the_text_does_itself() -> None:
    words = "1. Calls upon the Kingdom of Vorn:\n(a) To recognise the schools of the isles;\n(b) To support their teachers.\n\n2. Notes the report."
    assert operations(words) == [*[("call", "addressee/kingdom-of-vorn")] * 2, ("declaration", "")]


def test_lettered_infinitives_below_a_verb_alone_are_provisions_of_their_own_kind() -> None:
    words = "The Council,\n\nDecides,\n(a) To call upon the parties concerned to talk;\n(b) To renew the mandate of the watch;\n(c) To request the Secretary to report."
    assert operations(words) == [("call", "class/parties-concerned"), ("decision", ""), ("call", "addressee/secretary")]


def test_a_list_of_infinitives_says_what_was_resolved_whichever_its_verbs_are() -> None:
    words = "Resolutions of the 4th Congress\n\n1. To build a school in Tarn.\n2. To keep the archive open.\n3. To condemn the raid."
    assert operations(words) == [("decision", ""), ("decision", ""), ("declaration", "")]


def test_verbs_without_a_subject_go_on_from_the_sentence_that_resolves() -> None:
    words = "Resolved, That the House of the Isles--\n(1) condemns the raid;\n(2) urges the Governments of Vorn and Osmark to apologize."
    assert operations(words) == [("declaration", ""), ("call", "addressee/government-of-vorn")]


def test_deeds_told_in_passing_are_no_operations() -> None:
    words = (
        "1. We regret that the Council adopted no budget.\n\n2. We greet the Assembly elected by the fishers of Tarn."
    )
    assert operations(words) == [("declaration", ""), ("declaration", "")]


def test_you_are_asked_whoever_asks() -> None:
    read = read_letter(
        "3 May 2027\n\nDear Minister of Schools,\n\nTeachers of the whole coast call on you to open the doors.\n\nYours,\n\nA. Bo\nPresident"
    )
    assert [(ask.kind, ask.addressee and ask.addressee.ref) for ask in read.asks] == [("call", "addressee/minister")]
