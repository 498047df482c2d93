"""Stories of the register law that anybody can play with the command line alone: who holds an office, and when keys fail."""

from __future__ import annotations

import json

from tests.cli.clerk import Clerk
from tests.cli.deeds import (
    COURT,
    FOUR,
    GRAVE,
    TWO,
    amended,
    announced,
    call,
    elects,
    enters,
    fills_seats,
    goes_elsewhere,
    in_days,
    intact,
    letter,
    machine_keys,
    new_key,
    not_entered,
    on,
    recovery,
    sits,
    sits_at,
    takes_office,
    today,
    written,
)


def test_the_president_will_not_leave(court: Clerk) -> None:
    clerk = court
    elects(clerk, "post/president", "person/11")
    clerk.waits(days=31)
    assert takes_office(clerk, "president", "person/11", "Orhun Kesh") == 2
    assert "post/president: since 2024-07-09" in clerk.does("register")
    backdated = not_entered(clerk, letter(clerk, day="2024-06-20"), "president", "secretary")
    assert "person/1 held post/president on 2024-06-20 and no longer on 2024-07-16" in backdated
    assert "person/1 signed as post/president, but person/11 held it" in not_entered(clerk, letter(clerk), *TWO)
    home, mirror = clerk.record, goes_elsewhere(clerk, "mirror")
    assert "no longer on 2024-07-16" in not_entered(clerk, letter(clerk, day="2024-06-20"), *TWO)
    assert "no fork: both are the same" in clerk.does("compare", home, mirror)
    sits_at(clerk, clerk.folder / "house")
    assert enters(clerk, letter(clerk), "president-2", "secretary", hold="ordinary") == 3
    assert intact(clerk) == 4


def test_an_election_annulled_after_letters(court: Clerk) -> None:
    clerk = court
    elects(clerk, "post/president", "person/11")
    clerk.waits(days=31)
    takes_office(clerk, "president", "person/11", "Orhun Kesh")
    assert enters(clerk, letter(clerk), "president-2", "secretary", hold="ordinary") == 3
    second = new_key(clerk, "secretary", "secretary-2")
    by = ("president-2", "secretary", "speaker")
    enrolled = written(
        "key-enrolled", today(clerk), by, f"{{use: acts, key: {second}, post: post/secretary, person: person/3}}"
    )
    assert enters(clerk, enrolled, *by, "secretary-2", hold="grave") == 4
    alone = amended(clerk, "annul", 1, ground="forgery", from_="the-start", by=COURT[1:])
    assert "an election is annulled only by post/court (A12)" in clerk.refused("check", alone)
    by_court = amended(clerk, "annul", 1, ground="forgery", from_="the-start", by=COURT)
    assert enters(clerk, by_court, *COURT, hold="grave") == 5
    assert "annulled: by act 5, from the-start, on the ground of forgery" in clerk.does("show", 1)
    assert "in question" not in clerk.does("show", 3)
    assert "in question: because of act 5" in clerk.does("show", 4)
    assert "nobody held post/president" in not_entered(clerk, letter(clerk), "president-2", "secretary")
    confirmed = amended(clerk, "confirm", 4, ground="in-question", by=(*GRAVE[1:], "vice-president"))
    assert enters(clerk, confirmed, "secretary", "speaker", "vice-president", hold="grave") == 6
    assert "confirmed: by act 6" in clerk.does("show", 4)
    assert intact(clerk) == 7


def test_a_key_used_after_an_arrest(court: Clerk) -> None:
    clerk = court
    assert enters(clerk, letter(clerk), *TWO, hold="ordinary") == 1
    arrest = in_days(clerk, 2)
    clerk.waits(days=5)
    assert enters(clerk, letter(clerk, "forget the archive"), *TWO, hold="ordinary") == 2
    impeded = f"{{post: post/secretary, person: person/3, cause: detained, since: {arrest}}}"
    assert enters(clerk, written("impeded", today(clerk), ("president",), impeded), "president") == 3
    assert "in question: because of act 3" in clerk.does("show", 2)
    assert "in question" not in clerk.does("show", 1)
    assert "rests since" in not_entered(clerk, letter(clerk), *TWO)
    two = ("president", "vice-president")
    assert enters(clerk, amended(clerk, "confirm", 3, ground="notice", by=two), *two, hold="ordinary") == 4
    forced = amended(clerk, "annul", 2, ground="duress", from_="the-start", by=(*two, "speaker"))
    assert enters(clerk, forced, *two, "speaker", hold="grave") == 5
    assert "annulled: by act 5, from the-start, on the ground of duress" in clerk.does("show", 2)
    assert intact(clerk) == 6


def test_every_key_lost(court: Clerk) -> None:
    clerk = court
    id = recovery(clerk, "president", "secretary")
    notice = clerk.folder / "three.yaml"
    clerk.does("announce", id, "-o", notice)
    notice.write_text(notice.read_text().replace("  - keeper/4\n", ""))
    assert "4 keepers must sign; 3 did" in clerk.refused("check", notice)
    assert announced(clerk, id, *FOUR, "new-president", "new-secretary") == 2
    assert "ended" in not_entered(clerk, letter(clerk), *TWO)
    assert enters(clerk, letter(clerk), "new-president", "new-secretary", hold="ordinary") == 3
    assert intact(clerk) == 4


NEW = ("president", "vice-president", "secretary", "speaker", "teller")
NINE = "\n".join(
    f"  - {{to: seat/{n}, person: person/{200 + n}, from: 2033-10-20, until: 2037-10-01}}" for n in range(1, 10)
)


def test_nine_years_without_quorum(court: Clerk) -> None:
    clerk = court
    fills_seats(clerk)
    on(clerk, "2033-08-01")
    assert "nobody held post/president" in not_entered(clerk, letter(clerk), *TWO)
    id = recovery(clerk, *NEW, persons=tuple(f"person/{n}" for n in range(61, 66)))
    announced(clerk, id, *FOUR, *(f"new-{post}" for post in NEW))
    two, tellers = ("new-president", "new-secretary"), ("new-speaker", "new-teller")
    resolution = (
        "{text: resolution, body: body/assembly, how: acclamation, authentic: [en], provisions: [{label: '1'}]}"
    )
    words = "title.en: A text\ntext.en: |\n  § 1\n  We go on."
    adopted = written("adopted", today(clerk), two, resolution, parts=words)
    assert "a caretaker may not sign adopted" in not_entered(clerk, adopted, *two)
    sits(clerk, "session/1", 0, 0, two)
    elected = "how: open-vote\nsession: SESSION\nwinners:\n" + NINE
    none = written("elected", "2033-09-06", tellers, elected.replace("SESSION", "session/1"))
    assert "session/1 opened with 0 of 0, and its quorum is 1; it decides nothing (V1)" in not_entered(
        clerk, none, *tellers
    )
    on(clerk, "2033-10-14")
    sits(clerk, "session/2", 0, 0, two, more=", second_of: session/1")
    on(clerk, "2033-10-18")
    several = written("elected", today(clerk), tellers, elected.replace("SESSION", "session/2"))
    enters(clerk, several, *tellers, hold="grave")
    assert "body/assembly: 9 of 9 filled" in clerk.does("register")
    again = not_entered(clerk, call(clerk, "session/3", by=two, more=", second_of: session/1"), *two)
    assert "session/2 sat with its quorum since session/1" in again
    assert intact(clerk) == 9


def test_the_operator_is_expelled(court: Clerk) -> None:
    clerk = court
    home, mirror = clerk.record, goes_elsewhere(clerk, "mirror")
    assert "gate" in not_entered(clerk, letter(clerk), *TWO)
    keys = machine_keys(clerk)
    change = f"{{gate: {keys['gate']}, log: {keys['log']}, addresses: ['https://new.tolunay.example']}}"
    assert enters(clerk, written("operator-changed", today(clerk), GRAVE, change), *GRAVE, hold="grave") == 1
    assert enters(clerk, letter(clerk), *TWO, hold="ordinary") == 2
    assert intact(clerk) == 3
    sits_at(clerk, clerk.folder / "house")
    assert enters(clerk, letter(clerk, "answer the old address"), *TWO, hold="ordinary") == 1
    told = json.loads(clerk.does("compare", home, mirror, "--json"))
    assert (told["forked"], told["last_common_act"]) == (True, 0)
