"""The founding that a secretary fills in: every field with what it means, and the shipped table of classes.

It is a draft like any other, of kind `constituted`; what stands behind `#` is for the secretary's eye alone.
"""

from datetime import date

from qurultay.acts.classes import default_classes
from qurultay.acts.rules import ClassRow

SIGNING = ("post/president", "post/vice-president", "post/secretary")
COMPLETING = ("post/speaker", "post/teller")
TRANSITION = ("post/speaker", "post/teller", "post/secretary", "post/vice-president")
KEEPERS = 7
_POSTS = (
    ("post/president", "body/government", "executive"),
    ("post/vice-president", "body/government", "executive"),
    ("post/secretary", "body/assembly", "secretary"),
    ("post/speaker", "body/assembly", "presiding"),
    ("post/teller", "body/assembly", "teller"),
)


PLACEHOLDERS = frozenset(("TITLE OF THE FOUNDING", "NAME OF THE ASSEMBLY", "NAME OF THE GOVERNMENT")) | {
    f"NAME OF THE {post.removeprefix('post/').upper()}" for post, _, _ in _POSTS
}
"""What nobody is called, and no founding may be published with."""


def founding_page(*, label: str, purpose: str, day: date, gate: str, log: str) -> str:
    """The text of `founding.yaml`."""
    return _PAGE.format(
        label=label,
        purpose=purpose,
        day=day.isoformat(),
        gate=gate,
        log=log,
        signatories="\n".join(f"  - {owner}" for owner in [*(post for post, _, _ in _POSTS), *_keepers()]),
        posts="\n".join(_post(*each) for each in _POSTS),
        holders="\n".join(_holder(post, number) for number, (post, _, _) in enumerate(_POSTS, 1)),
        keepers="\n".join(_keeper(number) for number in range(1, KEEPERS + 1)),
        classes="\n".join(_row(row) for row in default_classes(SIGNING, COMPLETING, KEEPERS // 2 + 1)),
        needed=KEEPERS // 2 + 1,
        transition=", ".join(TRANSITION),
        names="\n".join(
            f"  name.person-{number}.en: NAME OF THE {post.removeprefix('post/').upper()}"
            for number, (post, _, _) in enumerate(_POSTS, 1)
        ),
    )


def _keepers() -> list[str]:
    return [f"keeper/{number}" for number in range(1, KEEPERS + 1)]


def _post(post: str, body: str, role: str) -> str:
    return f"    - {{id: {post}, body: {body}, role: {role}, signs: yes, term_months: 48}}"


def _holder(post: str, number: int) -> str:
    return f"    - post: {post}\n      person: person/{number}\n      key: PASTE THE KEY OF THE {post.removeprefix('post/').upper()}"


def _keeper(number: int) -> str:
    outside = "\n      outside: institution" if number == KEEPERS else ""
    return f"    - id: keeper/{number}\n      area: area/{number}{outside}\n      key: PASTE THE KEY OF KEEPER {number}"


def _row(row: ClassRow) -> str:
    parts = [f"case: {row.case}", f"class: {row.class_}", f"needs: {row.needs}", f"posts: [{', '.join(row.posts)}]"]
    parts += [f"also: [{', '.join(row.also)}]"] if row.also else []
    parts += [f"keepers: {row.keepers}"] if row.keepers else []
    return f"      - {{{', '.join(parts)}}}"


_PAGE = """\
# The founding of a record. Nothing stands above it: its fingerprint will be the record's name, on paper and for ever.
# Fill in what is written in capitals, change what is not yours, and run `qurultay check` on this file.
# Every key that is enrolled here signs this act: the officers' and the keepers'.
kind: constituted
date: {day}
issuers: [body/assembly]
signatories:
{signatories}

body:
  label: {label}          # stands in every signature, never changes
  purpose: {purpose}
  organisations:
    # form: assembly, government, committee, court, commission, office, association or other
    - {{id: body/assembly, form: assembly}}
    - {{id: body/government, form: government}}
  communities: []         # such as - {{id: community/tolun, guaranteed: 2}}: a community and the seats it is guaranteed
  posts:
    # role: executive, presiding, secretary, teller or other; who completes a grave act holds no executive post
{posts}
  seats:
    # runs of numbered seats; `community: community/…` where they are guaranteed to one
    - {{body: body/assembly, first: 1, last: 9}}
  holders:
    # They act until the first elected holder takes office, at most 90 days. One person, one post.
    # A person is a number here; the name stands below, under parts, where it can be withheld.
{holders}
  keepers:
    # At least five. They elect nobody and sign no text; enough of them together let the body act again.
    # At most two from one area or community, one an outside institution. `area` is a word of yours that says no place.
{keepers}
  gate: {gate}    # made by `qurultay init`
  log: {log}
  rules:
    version: 1
    zone: Europe/Istanbul       # the record's seat: its dates are civil dates there
    offset: '+03:00'
    languages: [en]             # such as [en, ug, kk]
    authentic: [en]             # whose words decide
    keepers_needed: {needed}
    transition: [{transition}]
    quorum: {{num: 1, den: 2, test: more-than}}
    # A session that had no quorum may be called again with this one: it elects and fills seats, and decides nothing else.
    second_quorum: {{num: 1, den: 3, test: at-least}}
    majorities:
      - {{name: simple, of: votes-cast, num: 1, den: 2, test: more-than}}
      - {{name: two-thirds, of: in-office, num: 2, den: 3, test: at-least}}
    # Write one of these only to change it; this is what holds otherwise:
    #   hold_hours_ordinary: 24      hold_hours_grave: 168     hold_hours_entrenched: 720
    #   enter_days: 30               contest_days: 30          notice_days: 30
    #   founding_days: 90            key_days: 731             objection_days: 14
    # Witnesses you suggest to readers (each reader's own list decides):
    #   witnesses: [{{name: witness.example/w, key: …}}]      witnesses_needed: 1
    classes:
      # Whose signatures an act needs. notice: at once; ordinary: 24 hours; grave: 7 days and somebody from `also`
      # who holds no executive post; entrenched and recovery: keepers, and 30 days after a notice in the record.
{classes}

parts:
  title.en: TITLE OF THE FOUNDING
  name.body-assembly.en: NAME OF THE ASSEMBLY
  name.body-government.en: NAME OF THE GOVERNMENT
{names}
"""
