"""The closed table of what a check can find: how grave it is, what it means, an example, how to mend it.

An error stands in the way of issuing unless a signed waiver covers it; a warning is shown; *unknown* says what could not be
checked, so that silence is never taken for a yes; *confirmed* says what was checked and is right.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "unknown", "confirmed"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "unknown", "confirmed")


@dataclass(frozen=True)
class Code:
    """One row of the table."""

    severity: Severity
    finds: str
    example: str
    mend: str


def _error(finds: str, example: str, mend: str) -> Code:
    return Code("error", finds, example, mend)


def _warning(finds: str, example: str, mend: str) -> Code:
    return Code("warning", finds, example, mend)


CODES: dict[str, Code] = {
    # Anniversaries and spans of years
    "anniversary-wrong": _error(
        "An anniversary has another number than the years since the event.",
        "the 20th anniversary of Kazakhstan's Independence on 16 December 2021",
        "count the years again from the day of the event",
    ),
    "anniversary-own-words": _warning(
        "A count of years beside an anniversary contradicts it.",
        "ahead of the 20th anniversary of the treaty. Over the past thirty years we have kept it.",
        "make both counts agree, or say what the second one counts from",
    ),
    "event-years-wrong": _error(
        "The years given for an event are not those a facts pack has for it.",
        "the 92nd anniversary of the First East Turkistan Republic (1935-1936)",
        "compare the years with the source the pack names",
    ),
    "years-ago-wrong": _error(
        '"N years ago" and the year beside it do not agree.',
        "fifty years ago, in 1946, the schools were closed",
        "count from the year to the day the text bears",
    ),
    "anniversary-unknown": Code(
        "unknown",
        "An anniversary names neither years nor an event that a facts pack knows.",
        "the 25th anniversary of the Treaty of Lirra",
        "give the years in brackets, or add the event to your facts",
    ),
    "anniversary-right": Code(
        "confirmed",
        "An anniversary agrees with the years in the text or in a facts pack.",
        "the 95th anniversary of the First Republic (1931-1938)",
        "",
    ),
    # Days
    "weekday-wrong": _error(
        "The day of the week is not that of the date.",
        "on Monday, 12 November 2023",
        "look the date up in a calendar; one of the two is wrong",
    ),
    "date-impossible": _error("There is no such day.", "by 31 November 2026", "write a day that is in the calendar"),
    "date-ambiguous": _warning(
        "A date in figures is read as two different days.", "on 03/04/2026", "write the month as a word"
    ),
    "range-reversed": _error(
        "A range of days or years ends before it begins.", "from 12 to 10 November 2025", "put the earlier first"
    ),
    "date-unknown": Code(
        "unknown",
        "The text bears no day, so nothing that depends on one could be checked.",
        "Dear Minister,\n\nWe ask you to act by the summer of this year.\n\nSincerely,\n\nA. Tornay\nPresident",
        "date it, or say the day with --on",
    ),
    # Who signs
    "signatory-vacant": _error(
        "Nobody held the post of the signature on that day.",
        "a letter signed as President on a day on which the office was empty",
        "let the holder on the day sign, or correct the day",
    ),
    "signatory-other": _error(
        "Another person held the post of the signature on that day.",
        "a letter signed by a former President",
        "let the holder on the day sign, or correct the day",
    ),
    "signatory-unsigning": _error(
        "The post of the signature does not sign for the body.",
        "a letter signed by the chair of a committee, where the rules name President and Secretary",
        "let a post sign that the rules name",
    ),
    "signatory-unknown": Code(
        "unknown",
        "The record has no post of that name.",
        "a letter signed as Grand Vizier",
        "write the post as the record names it",
    ),
    "signatory-right": Code(
        "confirmed", "The signatory held the post on that day.", "a letter signed by the President of that day", ""
    ),
    # Whom it addresses
    "addressee-not-holder": _error(
        "A facts pack knows another holder of the addressee's office on that day.",
        "3 November 2018\n\nH.E. Kassym-Jomart Tokayev\nPresident of the Republic of Kazakhstan\n\nExcellency,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "address whoever held the office on that day",
    ),
    "addressee-unknown": Code(
        "unknown",
        "No facts pack knows who held the addressee's office on that day.",
        "3 November 2026\n\nH.E. Irena Halvard\nPresident of Osmark\n\nExcellency,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "look it up, and add it to your facts with its source",
    ),
    "addressee-right": Code(
        "confirmed",
        "The addressee held the office on that day.",
        "3 November 2021\n\nH.E. Kassym-Jomart Tokayev\nPresident of the Republic of Kazakhstan\n\nExcellency,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "",
    ),
    "style-missing": _warning(
        "A post with a form of address of its own is addressed without it.",
        "3 November 2026\n\nIrena Halvard\nPresident of Osmark\n\nExcellency,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "write the style before the name, such as H.E.",
    ),
    "salutation-other": _error(
        "The salutation greets another person than the one addressed.",
        "3 November 2026\n\nH.E. Irena Halvard\nPresident of Osmark\n\nDear President Brenner,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "greet the person to whom the letter goes",
    ),
    "salutation-plain": _warning(
        "The salutation is not one of those in use for the post.",
        "3 November 2026\n\nH.E. Irena Halvard\nPresident of Osmark\n\nDear Irena,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "use a salutation that fits the post",
    ),
    # Names that hold on a day
    "name-not-valid": _warning(
        "A state, city or organisation was not called so on that day.",
        "we thank our friends in Nur-Sultan",
        "use the name of the day, or say that it is the earlier one",
    ),
    "address-not-valid": _error(
        "The postal address has a name that did not hold on that day.",
        "3 November 2023\n\nH.E. Irena Halvard\nPresident of Osmark\nMill Street 6\nNur-Sultan\n\nExcellency,\n\nWe ask you to act.\n\nYours,\n\nA. Tornay\nPresident",
        "write the address as it is on that day",
    ),
    # Citations
    "citation-form": _error(
        "A symbol of the United Nations is not written as such symbols are.",
        "under A/RES/1514 of the General Assembly",
        "write the session too: A/RES/1514(XV), or A/RES/61/295 from 1976 on",
    ),
    "citation-range": _error(
        "No resolution of that number belongs to that session or year.",
        "United Nations General Assembly resolution 1541 (XX)",
        "compare number and session with the resolution itself",
    ),
    "citation-year": _error(
        "The year or day beside a citation is not that of the text cited.",
        "United Nations General Assembly resolution 1514 (XV) of 14 December 1961",
        "compare the day with the text itself",
    ),
    "citation-article": _error(
        "A treaty has no article of that number.",
        "under article 129 of the Rome Statute",
        "look the article up",
    ),
    "citation-unknown": Code(
        "unknown",
        "A citation could not be checked: it does not say of which organisation, or no facts pack has it.",
        "in accordance with its resolution 412 (IX)",
        "name the organisation, or compare the citation yourself",
    ),
    "citation-right": Code(
        "confirmed",
        "A citation is one that a facts pack has, or is in its range.",
        "United Nations General Assembly resolution 1514 (XV) of 14 December 1960",
        "",
    ),
    # Names of the body, and its terms
    "official-name": _error(
        "A body's official name is spelt otherwise than its facts have it.",
        "the National Asembly of Tolunay",
        "copy the name from the facts",
    ),
    "name-spelt-two-ways": _error(
        "One body's name is spelt in two ways, across or within the texts checked.",
        "تولۇناي سۈرگۈندى ھۆكۈمىتى in one letterhead, تولۇناي سۇرگۈندى ھۆكۈمىتى in another",
        "find out which is right, and add it to your facts",
    ),
    "term-avoided": _warning(
        "A word is used that the body avoids, and not as a quotation.",
        "the people of Tolunia live in many countries",
        "use the body's own word, or put the other in quotation marks",
    ),
    "term-forbidden": _error(
        "A word is used that the body's rules forbid, and not as a quotation.",
        "the so-called New Province is our home",
        "use the body's own word, or put the other in quotation marks",
    ),
    # Numbering and structure
    "number-missing": _error(
        "A number is skipped.",
        "1. We pledge peace.\n\n2. We pledge work.\n\n4. We pledge rest.",
        "number without gaps, or say that the provision was repealed",
    ),
    "number-twice": _error(
        "A number stands twice.",
        "1. We pledge peace.\n\n2. We pledge work.\n\n2. We pledge rest.",
        "give each provision its own number",
    ),
    "provisions-differ": _error(
        "The words have other provisions than the skeleton.",
        "the skeleton has provisions 1, 2, 3 and the words have § 1, § 2",
        "make both have the same labels",
    ),
    # What is asked
    "call-nobody": _warning(
        "A call or appeal does not say to whom it is made.",
        "3 November 2026\n\nDear friends,\n\nWe demand that it end by 1 May 2027.\n\nYours,\n\nA. Tornay\nPresident",
        "name a body, a post or a kind of addressee",
    ),
    "call-nothing": _warning(
        "A call names an addressee and asks for nothing that could be done.",
        "3 November 2026\n\nThe Director\nNorthern Archive\n\nDear Director,\n\nWe call on the Government of Osmark.\n\nYours,\n\nA. Tornay\nPresident",
        "say what is to be done",
    ),
    "call-undated": _warning(
        "A call or appeal has no day by which it should be met.",
        "3 November 2026\n\nThe Director\nNorthern Archive\n\nDear Director,\n\nWe ask you to open the files.\n\nYours,\n\nA. Tornay\nPresident",
        "say by when, so that it can be followed up",
    ),
    "reply-undated": _warning(
        "A letter asks for something and names no day by which a reply is hoped for.",
        "3 November 2026\n\nThe Director\nNorthern Archive\n\nDear Director,\n\nWe ask you to open the files.\n\nYours,\n\nA. Tornay\nPresident",
        "ask for a reply by a day",
    ),
    # Claims
    "claim-hedged": _warning(
        "Something is reported with reserve, and no finding of the body stands behind it.",
        "Rumors and unverified descriptions are spreading.",
        "cite the report with the finding, or leave the claim out",
    ),
    "claim-asserted": _warning(
        "Words that promise a finding are used, and none stands behind them.",
        "We have reasonable grounds to believe that the school was closed by force.",
        "cite the report with the finding, or use words that fit what is known",
    ),
    "claim-too-strong": _error(
        "A claim is put more strongly than the body's own finding allows.",
        "It has been verified that the archive was burnt on purpose.",
        "use the words that fit the state of the claim",
    ),
    # Translations
    "translation-provisions": _error(
        "A translation has other provisions than the authentic text.",
        "text.en has § 1 to § 12 and text.kk ends with § 11",
        "give both the same provisions",
    ),
    "translation-numbers": _error(
        "A translation has other numbers than the authentic text.",
        "40 schools in text.en, 14 in text.kk",
        "compare the numbers provision by provision",
    ),
    "translation-dates": _error(
        "A translation has other dates than the authentic text.",
        "by 1 May in text.en, by 1 June in text.ug",
        "compare the dates provision by provision",
    ),
    "translation-citations": _error(
        "A translation cites other texts than the authentic one.",
        "1514 (XV) in text.en, 1541 (XV) in text.kk",
        "compare the citations",
    ),
    "translation-unreviewed": _warning(
        "A translation has not been reviewed.",
        "text.kk without a line 'reviewed: …' in credit.kk",
        "have it read, and note it in credit.LANG as 'reviewed: …'",
    ),
    "language-other": _warning(
        "The text seems to be in another language than its part says.",
        "English words under text.ug",
        "put it under the right language",
    ),
    # Letters and signs
    "mixed-scripts": _error(
        "A word mixes letters of two scripts, so that it is not what it seems.",
        "the Asse\u043cbly of Tolunay",
        "type the word again in one script",
    ),
    "look-alike": _warning(
        "A letter looks like the one meant and is another.",
        "تولۇناي خه\u0644قى",
        "type the word again on the keyboard of its language",
    ),
    "odd-letters": _warning(
        "Letters are used that are variants for show and cannot be searched.",
        "the 𝐀𝐬𝐬𝐞𝐦𝐛𝐥𝐲 of Tolunay",
        "type the words in plain letters",
    ),
    "placeholder": _error(
        "A gap was left to be filled in.", "Dear [name], we ask you to act by TBD.", "write what belongs there"
    ),
    # What must not go out
    "private-name": _error(
        "A name from the private roll stands in a text that will be public.",
        "a name of the roll in a letter",
        "take the name out, or ask the person and name the office",
    ),
    "contact-private": _warning(
        "An address or number is given that the body has not made public.",
        "write to sarin.private@mail.example or call +00 555 0100",
        "give a public contact, or add this one to your facts",
    ),
    # Files
    "metadata-person": _warning(
        "A file names a person as its author.",
        "the property Author holds somebody's name",
        "save the file without its properties",
    ),
    "metadata-path": _error(
        "A file tells a path or an account of the machine it was made on.",
        "the property Template holds a path such as C:\\\\Users\\\\somebody",
        "save the file without its properties",
    ),
    "tracked-changes": _error(
        "A file holds changes that were tracked.",
        "a .docx whose changes were never accepted",
        "accept or reject all changes and save again",
    ),
    "comments-left": _error(
        "A file holds comments.", "a .docx with a note in its margin", "delete all comments and save again"
    ),
    "hidden-text": _error(
        "A file holds text that is not shown.", "a .docx with words set as hidden", "show hidden text and delete it"
    ),
    "picture-place": _error(
        "A picture in the file tells where it was taken.",
        "a photograph with the coordinates of the camera",
        "strip the picture of its data",
    ),
    "file-active": _error(
        "A file holds a script, a macro or another file.",
        "a .docx with a macro, a PDF with a script",
        "save it as plain text or as a new PDF",
    ),
    # Waivers and limits
    "waiver-idle": _warning(
        "A waiver covers nothing that was found.",
        "name-not-valid in text.en: it is named as in the treaty (where nothing of that kind was found)",
        "take it away",
    ),
    "waiver-malformed": _error(
        "A waiver does not say which finding it covers, or why.",
        "let the date stand",
        "write 'CODE in PART: the reason'",
    ),
    "too-long": Code(
        "unknown",
        "The text is too long for its calls and layout to be read.",
        "a text of more than 60,000 characters",
        "check it in pieces",
    ),
}
"""Code → its row. It grows only here; `docs/preflight.md` is made from it."""
