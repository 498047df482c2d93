"""What a clerk does in the stories at the command line: drafts for the day, signs, waits as long as the class asks, publishes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.clerk import KEEPERS, LABEL, NAMES, POSTS, Clerk

FOUR = KEEPERS[:4]
TWO, GRAVE = ("president", "secretary"), ("president", "secretary", "speaker")
COURT = ("court", "vice-president", "secretary", "speaker")
HOLD = {"notice": 0, "ordinary": 1, "grave": 7}
OFFSET = timedelta(hours=3)


def today(clerk: Clerk) -> str:
    """The civil date at the record's seat."""
    return (datetime.fromtimestamp(clerk.now, UTC) + OFFSET).date().isoformat()


def in_days(clerk: Clerk, days: int) -> str:
    """The date so many days on."""
    return (datetime.fromtimestamp(clerk.now, UTC) + OFFSET + timedelta(days=days)).date().isoformat()


def on(clerk: Clerk, day: str) -> Clerk:
    """Let time pass until noon of a day."""
    clerk.now = int(datetime.fromisoformat(f"{day}T09:00:00+00:00").timestamp())
    return clerk


def post_of(owner: str) -> str:
    """The signatory whose key this is; a second key of an office is called president-2 and so on."""
    name = re.sub(r"-[2-9]$", "", owner) if not owner.startswith("keeper-") else owner.replace("-", "/")
    return name if name.startswith("keeper/") else f"post/{name.removeprefix('new-')}"


def written(kind: str, day: str, by: tuple[str, ...], body: str, **more: str) -> str:
    """A draft as a clerk writes it: `body` and what else there is are lines of YAML."""
    issuers = more.pop("issuers", "body/assembly")
    posts = ", ".join(post_of(owner) for owner in by)
    head = f"kind: {kind}\ndate: {day}\nissuers: [{issuers}]\nsignatories: [{posts}]\n"
    rest = "".join(f"{name}:\n{_in(lines)}" for name, lines in more.items() if name not in ("basis",))
    return head + (f"basis: {more['basis']}\n" if "basis" in more else "") + f"body:\n{_in(body)}" + rest


def _in(lines: str) -> str:
    return "".join(f"  {line}\n" for line in lines.strip("\n").split("\n"))


def lays(clerk: Clerk, draft: str | Path) -> str:
    """Check a draft, which must be in order, and give its id."""
    path = draft if isinstance(draft, Path) else clerk.writes("draft.yaml", draft)
    return clerk.does("check", path).split(" as ")[1].split(".")[0]


def enters(clerk: Clerk, draft: str | Path, *owners: str, hold: str = "notice") -> int:
    """Lay it down, have it signed, wait as long as its class asks, publish it; the number of the act."""
    id = lays(clerk, draft)
    if owners:
        clerk.signs(id, *owners)
    clerk.waits(days=HOLD[hold])
    return int(re.findall(r"entered as act (\d+)", clerk.does("publish", id))[0])


def not_entered(clerk: Clerk, draft: str | Path, *owners: str, days: int = 2) -> str:
    """Try to enter it, wait for as long as any hold, and give what every command on the way said against it."""
    path = draft if isinstance(draft, Path) else clerk.writes("refused.yaml", draft)
    said = clerk.types("check", path)
    if said.status:
        return said.err
    id = said.out.split(" as ")[1].split(".")[0]
    words = [word for owner in owners for word in ("--key", str(clerk.key(owner)))]
    signed = clerk.types("sign", id, *words, answers="yes\n")
    if signed.status:
        return signed.err
    before, clerk.now = clerk.now, clerk.now + days * 86_400
    said = clerk.types("publish", id)
    clerk.now = before
    assert said.status == 1 and "entered as act" not in said.out, said
    return signed.out + said.err


def new_key(clerk: Clerk, owner: str, name: str) -> str:
    """Another key for an owner, in a file of that name; the key as a draft takes it."""
    said = clerk.does("key", "new", f"{LABEL}/{owner}", "-o", clerk.key(name))
    return next(line.removeprefix("key: ") for line in said.splitlines() if line.startswith("key: "))


def amended(clerk: Clerk, command: str, *targets: object, ground: str, by: tuple[str, ...], **fields: str) -> Path:
    """A draft that an amending command writes, with its ground filled in and these signatories."""
    path = clerk.folder / f"{command}.yaml"
    path.unlink(missing_ok=True)
    clerk.does(command, *targets, "-o", path)
    page = re.sub(r"(?m)^  ground:.*$", f"  ground: {ground}", path.read_text())
    for field, value in fields.items():
        page = re.sub(rf"(?m)^  {field.rstrip('_')}:.*$", f"  {field.rstrip('_')}: {value}", page)
    signatories = "".join(f"  - {post_of(owner)}\n" for owner in by)
    path.write_text(re.sub(r"(?m)^signatories:\n(?:  - .*\n)+", f"signatories:\n{signatories}", page))
    return path


def announced(clerk: Clerk, id: str, *owners: str, by: tuple[str, ...] = FOUR, operator: bool = False) -> int:
    """The draft on the desk is announced, a month passes in public, and it enters."""
    notice = clerk.folder / f"notice-{id}.yaml"
    clerk.does("announce", id, *(["--operator"] if operator else []), "-o", notice)
    signatories = "".join(f"  - {post_of(owner)}\n" for owner in by)
    notice.write_text(re.sub(r"(?m)^signatories:\n(?:  - .*\n)+", f"signatories:\n{signatories}", notice.read_text()))
    enters(clerk, notice, *by)
    clerk.signs(id, *owners)
    clerk.waits(days=30, hours=1)
    return int(re.findall(r"entered as act (\d+)", clerk.does("publish", id))[0])


def recovery(clerk: Clerk, *posts: str, persons: tuple[str, ...] = ()) -> str:
    """A recovery of posts is drafted and laid on the desk, with a new key for each; its id."""
    draft = clerk.folder / "recovery.yaml"
    draft.unlink(missing_ok=True)
    words = [word for post in posts for word in ("--post", f"post/{post}")]
    clerk.does("recover", *words, "-o", draft)
    page = draft.read_text().replace("SAY WHY", "All keys of the officers were taken in one night.")
    for post in posts:
        page = page.replace("PASTE THE NEW KEY", new_key(clerk, post, f"new-{post}"), 1)
    for person in persons:
        page = re.sub(r"person: person/[1-9]\b", f"person: {person}", page, count=1)
    draft.write_text(page)
    return lays(clerk, draft)


def fills_seats(clerk: Clerk, first_person: int = 101) -> int:
    """All nine seats are filled by appointment."""
    first, last = today(clerk), in_days(clerk, 1400)
    seats = "\n".join(
        f"  - {{to: seat/{n}, person: person/{first_person + n}, from: {first}, until: {last}}}" for n in range(1, 10)
    )
    return enters(clerk, written("appointed", first, TWO, f"to:\n{seats}"), *TWO, hold="ordinary")


WHERE = 'zone: Europe/Berlin, offset: "+02:00"'


def call(clerk: Clerk, session: str, days: int = 2, by: tuple[str, ...] = TWO, more: str = "") -> str:
    """The draft that calls a session for the day after tomorrow and so many days."""
    opens, closes = in_days(clerk, 2), in_days(clerk, 1 + days)
    body = f"{{session: {session}, body: body/assembly, opens: {opens}, closes: {closes}, mode: hybrid, {WHERE}{more}}}"
    return written("convened", today(clerk), by, body)


def opening(
    clerk: Clerk, session: str, present: int, entitled: int = 9, by: tuple[str, ...] = TWO, more: str = ""
) -> str:
    """The draft that opens a session, with its credentials report."""
    body = f"session: {{session: {session}, entitled: {entitled}, present: {present}{more}}}"
    return written("opened", today(clerk), by, body)


def sits(
    clerk: Clerk,
    session: str,
    present: int,
    entitled: int = 9,
    by: tuple[str, ...] = TWO,
    more: str = "",
    muster: str = "",
) -> int:
    """A session is called and, two days later, opened with so many present; the act that opened it."""
    enters(clerk, call(clerk, session, by=by, days=9, more=more), *by, hold="ordinary")
    clerk.waits(days=1)
    more = f", muster: {muster}" if muster else ""
    return enters(clerk, opening(clerk, session, present, entitled, by, more), *by, hold="ordinary")


def elects(clerk: Clerk, to: str, person: str, by: tuple[str, ...] = ("speaker", "teller"), more: str = "") -> int:
    """Somebody is elected, by the word of two posts of transition that are not concerned."""
    term = f"from: {in_days(clerk, 1)}, until: {in_days(clerk, 1400)}"
    body = f"how: open-vote\nwinners:\n  - {{to: {to}, person: {person}, {term}}}\n{more}"
    return enters(clerk, written("elected", today(clerk), by, body), *by, hold="grave")


def takes_office(
    clerk: Clerk, owner: str, person: str, name: str, by: tuple[str, ...] = ("vice-president", "secretary", "speaker")
) -> int:
    """The elected takes office under a new key, named after the office with a 2 behind it, and a public name."""
    key = new_key(clerk, owner, f"{owner}-2")
    body = f"{{post: post/{owner}, person: {person}, key: {key}}}"
    draft = written("took-office", today(clerk), by, body, parts=f"name.{person.replace('/', '-')}.en: {name}")
    return enters(clerk, draft, *by, f"{owner}-2", hold="grave")


def letter(
    clerk: Clerk, words: str = "open the archive", by: tuple[str, ...] = TWO, day: str | None = None, **more: str
) -> str:
    """A letter of today to a ministry, which it asks for one thing."""
    body = f"""form: letter
authentic: [en]
addressee: addressee/osmark-culture
reply_by: {in_days(clerk, 90)}
calls:
  - {{kind: call, addressee: addressee/osmark-culture, due: {in_days(clerk, 90)}}}"""
    parts = f"""title.en: On a request
text.en: |
  Excellency,

  we ask you to {words}.
asks.en: |
  § 1
  {words}
name.addressee-osmark-culture.en: Ministry of Culture of Osmark"""
    return written("issued", day or today(clerk), by, body, issuers="body/government", parts=parts, **more)


def goes_elsewhere(clerk: Clerk, name: str) -> Path:
    """The same people go to another machine: a house around a copy of the record, with a gate and a log of its own."""
    clerk.does("adopt", clerk.record, clerk.folder / name)
    return sits_at(clerk, clerk.folder / name)


def sits_at(clerk: Clerk, house: Path) -> Path:
    """The clerk goes to a house on another machine, which remembers other heads; keys and clock come along. Its record."""
    clerk.house, clerk.desk, clerk.record = house, house / "desk", house / "record"
    clerk.goes_by("QURULTAY_HOUSE", str(house))
    clerk.goes_by("XDG_STATE_HOME", str(clerk.folder / f"state-{house.name}"))
    return clerk.record


def machine_keys(clerk: Clerk) -> dict[str, str]:
    """The keys of the house's gate and log, as an act names them."""
    said = {o: clerk.does("key", "show", clerk.house / "keys" / f"{o}.key") for o in ("gate", "log")}
    return {owner: re.findall("^key: (.*)$", words, re.MULTILINE)[0] for owner, words in said.items()}


def head_of(clerk: Clerk) -> tuple[int, str]:
    """The size and the root in the record's checkpoint."""
    _, size, root, *_ = (clerk.record / "checkpoint").read_text().splitlines()
    return int(size), root


def intact(clerk: Clerk, record: Path | None = None) -> int:
    """The record is verified as by a stranger; how many acts it has."""
    last = clerk.does("verify", record or clerk.record).splitlines()[-1]
    return int(re.findall(r"^intact: (\d+) acts", last)[0])


def continues(clerk: Clerk, name: str, ground: str, predecessors: str, keepers: tuple[str, ...] = FOUR) -> Path:
    """A new record that continues others is founded elsewhere, under new officers; these keepers bring their old keys."""
    sits_at(clerk, clerk.folder / name)
    clerk.does("init", clerk.house, "--label", LABEL, "--purpose", "demonstration")
    page, keys = clerk.house / "founding.yaml", dict.fromkeys((*POSTS, *KEEPERS), "")
    for owner in keys:
        said = clerk.does("key", "show", clerk.key(owner)) if owner in keepers else ""
        keys[owner] = re.findall("(?m)^key: (.*)$", said)[0] if said else new_key(clerk, owner, f"{name}-{owner}")
    text = page.read_text()
    for placeholder, called in NAMES.items():
        text = text.replace(f": {placeholder}\n", f": {called}\n")
    for owner, key in keys.items():
        asked = f"KEEPER {owner[-1]}" if owner in KEEPERS else f"THE KEY OF THE {owner.upper()}"
        text = text.replace(f"PASTE {'THE KEY OF ' if owner in KEEPERS else ''}{asked}\n", f"{key}\n")
    page.write_text(text.replace("  rules:\n", f"  ground: {ground}\n  continues:\n{predecessors}  rules:\n", 1))
    id = lays(clerk, page)
    clerk.signs(id, *(owner if owner in keepers else f"{name}-{owner}" for owner in keys))
    clerk.does("publish", id)
    return clerk.record


def with_a_court(clerk: Clerk) -> None:
    """A founding with a court that decides contests, which the house `init` makes does not have."""
    page = clerk.house / "founding.yaml"
    key = new_key(clerk, "court", "court")
    text = page.read_text()
    for before, more in (
        ("  - post/teller\n", "  - post/court\n"),
        ("    - {id: post/teller, body: body/assembly, role: teller, signs: yes, term_months: 48}\n",
         "    - {id: post/court, body: body/assembly, role: other, signs: yes, term_months: 48}\n"),
        ("    keepers_needed: 4\n", "    contest_bodies: [post/court]\n"),
        ("  name.person-5.en: Timur Tolun\n", "  name.person-6.en: Aisulu Arda\n"),
    ):  # fmt: skip
        assert before in text, before
        text = text.replace(before, before + more, 1)
    text = text.replace(
        "  keepers:\n", f"    - post: post/court\n      person: person/6\n      key: {key}\n  keepers:\n", 1
    )
    page.write_text(text)


OWNERS = (*POSTS, "court", *KEEPERS)
