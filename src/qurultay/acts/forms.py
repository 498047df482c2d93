"""What the small words inside an act look like: references, dates, names of posts and persons.

A skeleton is read by strangers for ever, so each value has one spelling and one shape. The shapes
stand here once, as annotations that `schema.py` reads; to a type checker they are plain `str`,
`int` and `date`.

No person's name is among them: a skeleton says `person/7`, and the name is a part that can be
withheld (register law R8, design §3).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+){0,11}"
LABEL = r"(?:0|[1-9][0-9]{0,3})[a-z]{0,2}"
TAIL = r"(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)"
"""How base64 ends when its last bits are zero, as they must be: one key has one spelling."""
ACT = r"act/(?:0|[1-9][0-9]{0,8})"


@dataclass(frozen=True)
class Form:
    """A pattern that a string must match whole, and what to call it when it does not."""

    pattern: str
    called: str

    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Between:
    """The smallest and the largest whole number that make sense in this place."""

    least: int
    most: int = 2**53 - 1


Count = Annotated[int, Between(0)]
Ordinal = Annotated[int, Between(1, 100_000)]
Days = Annotated[int, Between(0, 36_600)]
Hours = Annotated[int, Between(0, 87_840)]
Months = Annotated[int, Between(0, 1_200)]
SeatNumber = Annotated[int, Between(1, 9_999)]
Size = Annotated[int, Between(0)]

Body_ = Annotated[str, Form(rf"body/{SLUG}", "a body such as body/assembly")]
Post_ = Annotated[str, Form(rf"post/{SLUG}", "a post such as post/president")]
Keeper_ = Annotated[str, Form(r"keeper/[1-9][0-9]?", "a keeper such as keeper/3")]
Signatory = Annotated[str, Form(rf"(?:post/{SLUG}|keeper/[1-9][0-9]?)", "a post or a keeper")]
Seat_ = Annotated[str, Form(r"seat/[1-9][0-9]{0,3}", "a seat such as seat/12")]
Place_ = Annotated[str, Form(rf"(?:post/{SLUG}|seat/[1-9][0-9]{{0,3}})", "a post or a seat")]
Person_ = Annotated[str, Form(r"person/[1-9][0-9]{0,5}", "a person's number such as person/7")]
Community_ = Annotated[str, Form(rf"community/{SLUG}", "a community such as community/tolun")]
Area_ = Annotated[str, Form(rf"area/{SLUG}", "an area such as area/2")]
Session_ = Annotated[str, Form(rf"session/{SLUG}", "a session such as session/4")]
Addressee = Annotated[
    str,
    Form(
        rf"(?:addressee|class|body|post|community)/{SLUG}",
        "an addressee such as addressee/osmark-culture or class/democratic-nations",
    ),
]
Founded = Annotated[str, Form(rf"(?:body|post|community)/{SLUG}", "a body, a post or a community")]
ActId = Annotated[str, Form(r"[0-9a-hjkmnp-tv-z]{8}", "an eight-letter id such as m3t8w1pz")]
ActRef = Annotated[str, Form(ACT, "an act such as act/17")]
TextRef = Annotated[str, Form(rf"{ACT}(?:/provision/{LABEL})?", "an act or one of its provisions")]
OperationRef = Annotated[
    str,
    Form(
        rf"{ACT}/(?:provision/{LABEL}/operation|call)/[1-9][0-9]?",
        "an operation such as act/17/provision/3/operation/1",
    ),
]
Target = Annotated[
    str,
    Form(
        rf"{ACT}(?:/provision/{LABEL}(?:/operation/[1-9][0-9]?)?|/call/[1-9][0-9]?)?",
        "an act, a provision or an operation",
    ),
]
Basis = Annotated[
    str,
    Form(
        rf"{ACT}(?:/provision/{LABEL}|/rule/[a-z0-9]+(?:[-/][a-z0-9]+){{0,5}})?",
        "a rule or provision such as act/0/rule/issued",
    ),
]
ProvisionLabel = Annotated[str, Form(LABEL, "a provision's number such as 3 or 3a")]
Language = Annotated[str, Form(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", "a language code such as en, ug or kk")]
Slug = Annotated[str, Form(SLUG, "a short word in small letters")]
Series = Annotated[
    str, Form(rf"{SLUG}(?:/[0-9a-z]+(?:-[0-9a-z]+)*){{1,3}}", "a number in a series such as letter/2026/14")
]
Hash = Annotated[str, Form(r"[0-9a-f]{64}", "a SHA-256 in 64 small hexadecimal digits")]
Root = Annotated[str, Form(rf"[A-Za-z0-9+/]{{40}}{TAIL}", "a tree root in base64, as a checkpoint writes it")]
KeyText = Annotated[
    str,
    Form(rf"(?:[A-Za-z0-9+/]{{4}}){{10,600}}(?:[A-Za-z0-9+/]{{4}}|{TAIL})", "a key in base64: its type and its bytes"),
]
BoxId = Annotated[str, Form(r"[0-9a-hjkmnp-tv-z]{8}", "the id of the act that opened the election")]
Zone = Annotated[str, Form(r"[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+){0,2}", "an IANA time zone such as Europe/Berlin")]
Offset = Annotated[str, Form(r"(?!-00:00)[+-](?:0[0-9]|1[0-4]):[0-5][0-9]", "an offset from UTC such as +03:00")]
Label = Annotated[str, Form(r"[a-z0-9][a-z0-9.-]{0,38}", "the record's label such as tolunay.example")]
Origin = Annotated[
    str,
    Form(
        r"https://[a-z0-9.-]+(?::[0-9]{2,5})?|http://(?:[a-z0-9-]{1,63}\.){0,4}localhost(?::[0-9]{2,5})?",
        "an origin such as https://sign.tolunay.example",
    ),
]
Address = Annotated[str, Form(r"[a-z]+://[!-~]{1,200}", "an address such as https://tolunay.example")]
Amount = Annotated[str, Form(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?", "a number such as 12 or 0.25")]
Unit = Annotated[str, Form(r"[a-z0-9%][a-z0-9% /-]{0,31}", "a unit in small letters")]
Happened = Annotated[
    str, Form(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?", "a day, a month or a year")
]
LineName = Annotated[
    str, Form(r"[a-z0-9][a-z0-9.-]{0,62}(?:/[a-z0-9][a-z0-9-]{0,40}){0,5}", "the name of a signature line")
]


def day_in(happened: str | None) -> date | None:
    """The day, where something that happened names one; a month or a year is no day, and there is no 30 February.

    >>> day_in("2026-08-03"), day_in("1933-11"), day_in("1933-02-30")
    (datetime.date(2026, 8, 3), None, None)
    """
    if happened is None or len(happened) != 10:
        return None
    try:
        return date.fromisoformat(happened)
    except ValueError:
        return None


Yes = Literal["yes", "no"]
How = Literal["vote", "without-a-vote", "acclamation", "written"]
