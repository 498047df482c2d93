"""`qurultay register`: what the acts add up to, on a day, as it was known then."""

from typing import Annotated

import typer

from qurultay.acts.register import register as read_register
from qurultay.cli import screen
from qurultay.cli.moment import day_of, day_said
from qurultay.cli.options import HouseOption, JsonOption, LanguageOption, RecordOption
from qurultay.cli.pages import say_register
from qurultay.cli.pages_as_data import register_as_data
from qurultay.cli.record_here import verified
from qurultay.cli.refusing import Unusable
from qurultay.cli.wording import wording


def register(
    on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="What held on this day; else today.")] = None,
    known: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="As the first N acts had it; else as all have it.")
    ] = None,
    record: RecordOption = None,
    house: HouseOption = None,
    language: LanguageOption = None,
    json: JsonOption = False,
) -> None:
    """Show what the acts add up to: who holds what, what is in force, what is owed. The record is verified first."""
    with verified(record, house) as found:
        if known is not None and known > found.book.size:
            raise Unusable(f"The record has {found.book.size} acts, so what the first {known} say cannot be told.")
        day = day_of(on) if on is not None else found.today
        begun = found.book.entries[0].act.date
        if day < begun:
            raise Unusable(f"The record begins on {day_said(begun)}; ask for that day or a later one.")
        book = read_register(found.book.entries, on=day, known=known)
        book.founding = found.report.founding
        words = wording(found.source, book, language)
        if json:
            screen.machine(register_as_data(book, day, words))
        else:
            say_register(book, day, words)
