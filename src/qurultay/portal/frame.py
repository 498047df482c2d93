"""What stands around every page: whose record this is, in which languages it can be read, and its emblem."""

from dataclasses import dataclass

from markupsafe import Markup

from qurultay.acts.constituting import Constituted
from qurultay.portal.languages import INTERFACE
from qurultay.portal.pictures import emblem
from qurultay.portal.reading import Reading
from qurultay.portal.values import Named, Value
from qurultay.portal.views.banner import Banner, banners_of

SECTIONS = (
    ("home", "index.html"),
    ("acts", "acts/index.html"),
    ("texts", "texts/index.html"),
    ("offices", "offices/index.html"),
    ("elections", "elections/index.html"),
    ("letters", "letters/index.html"),
    ("follow", "follow-up/index.html"),
    ("verify", "verify.html"),
)
"""The navigation of every page, in its order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What every page shows of the body. One more act seldom changes it; where it does, every page is made anew."""

    body: Named
    label: str
    founding: str
    origin: str
    address: str
    demonstration: bool
    languages: tuple[str, ...]
    authentic: tuple[str, ...]
    communities: tuple[str, ...]
    emblem: Markup
    banners: tuple[Banner, ...] = ()

    @property
    def name(self) -> Value:
        """What the body is called; the label of its record where it has given no name."""
        return self.body if self.body.words else self.label


def frame_of(reading: Reading) -> Frame:
    """The frame of a record's pages."""
    identity = reading.identity()
    communities = reading.offices.communities()
    return Frame(
        body=reading.named(main_body(reading)),
        label=identity.label,
        founding=identity.founding,
        origin=f"{identity.label}/{identity.founding[:16]}",
        address=own_address(identity.addresses),
        demonstration=identity.purpose == "demonstration",
        languages=identity.languages,
        authentic=identity.authentic,
        communities=communities,
        emblem=emblem(len(communities)),
        banners=banners_of(reading),
    )


def main_body(reading: Reading) -> str:
    """The body whose record this is: the first assembly of the founding, else its first body."""
    founding = reading.acts.original(0).act.body
    bodies = founding.organisations if isinstance(founding, Constituted) else ()
    return next((b.id for b in bodies if b.form == "assembly"), bodies[0].id if bodies else "body/assembly")


def spoken(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the interface that the body's rules name, in their order; English where they name none.

    >>> spoken(("tr", "ug", "en")), spoken(("tr",))
    (('ug', 'en'), ('en',))
    """
    return tuple(code for code in languages if code in INTERFACE) or ("en",)


def own_address(addresses: tuple[str, ...]) -> str:
    """The first address of the body that a browser can open, without a slash at its end.

    >>> own_address(("rsync://tolunay.example/record", "https://tolunay.example/"))
    'https://tolunay.example'
    """
    return next((a.rstrip("/") for a in addresses if a.startswith(("https://", "http://"))), "")
