"""Lists that need no page of their own kind: findings, deposited documents."""

from collections.abc import Iterator

from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Link, Saying, Table
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.tables import tables_of

NEWEST = 200
"""How many acts such a list shows; the lists of acts by kind have all."""


def sheets(reading: Reading) -> Iterator[Sheet]:
    """Findings and deposited documents."""
    yield Sheet("findings.html", findings_page)
    yield Sheet("deposits.html", deposits_page)


def findings_page(reading: Reading) -> Page:
    """What is known of events, report by report: each claim with its state and its independent origins."""
    reports = [n for n, body in reading.whole().reports.items() if body.report == "findings"][::-1]
    view = {
        "groups": tuple((line_of(reading, n), tables_of(reading, n)) for n in reports[:NEWEST]),
        "empty": Saying("findings.none"),
    }
    return Page(
        template="groups.html", section="follow", title=Saying("findings.title"), about=Saying("findings.lede"),
        trail=(Link("follow-up/index.html", Saying("nav.follow")), Saying("nav.findings")), view=view,
    )  # fmt: skip


def deposits_page(reading: Reading) -> Page:
    """Documents older than the record, or of others: deposited, no authority claimed."""
    numbers = sorted(reading.whole().deposits, reverse=True)[:NEWEST]
    groups: tuple[tuple[Line, tuple[Table, ...]], ...] = tuple((line_of(reading, n), ()) for n in numbers)
    view = {"groups": groups, "empty": Saying("deposits.none")}
    return Page(
        template="groups.html", section="texts", title=Saying("deposits.title"), about=Saying("deposits.lede"),
        trail=(Link("texts/index.html", Saying("nav.texts")), Saying("nav.deposits")), view=view,
    )  # fmt: skip
