"""Feeds and calendars that any reader takes: Atom by RFC 4287, iCalendar by RFC 5545, in every language."""

import re
from xml.etree import ElementTree

import pytest

from qurultay.portal import feeds, languages
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.voice import Voice
from qurultay.record.source import Memory
from tests.record.forge import small_record

ATOM = "{http://www.w3.org/2005/Atom}"


def reading() -> Reading:
    return Reading(material_in(Memory(small_record()[1])))


def voice(code: str) -> Voice:
    return Voice(languages.language(code))


@pytest.mark.parametrize("code", ["en", "ug", "kk"])
@pytest.mark.parametrize("about", ["acts", "calls"])
def test_a_feed_is_well_formed_and_names_each_act_for_ever(code: str, about: str) -> None:
    read = reading()
    feed = ElementTree.fromstring(feeds.atom(read, voice(code), about))
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert entries
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:tolunay\.example,2026:[0-9a-f]{16}/act/\d+", each or "") for each in ids)
    for entry in (feed, *entries):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or "")
        assert entry.findtext(f"{ATOM}title")


def test_an_act_that_was_amended_is_updated_when_the_amendment_entered() -> None:
    feed = ElementTree.fromstring(feeds.atom(reading(), voice("en"), "acts"))
    letter = next(e for e in feed.findall(f"{ATOM}entry") if (e.findtext(f"{ATOM}id") or "").endswith("act/7"))
    assert (letter.findtext(f"{ATOM}published") or "") < (letter.findtext(f"{ATOM}updated") or "")


@pytest.mark.parametrize("code", ["en", "ug", "kk"])
def test_a_calendar_keeps_the_rules_of_its_lines(code: str) -> None:
    data = feeds.calendar(reading(), voice(code))
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\n" not in line for line in lines)
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") > 0
    assert len({line for line in unfolded if line.startswith("UID:")}) == unfolded.count("BEGIN:VEVENT")
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in unfolded if line)


def test_hostile_words_stay_words_in_a_calendar() -> None:
    assert feeds.escaped("a;b,c\\d\nEND:VEVENT") == "a\\;b\\,c\\\\d\\nEND:VEVENT"


def test_the_29th_of_february_is_the_last_of_february_every_year() -> None:
    assert feeds._every_year(2, 29) == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
