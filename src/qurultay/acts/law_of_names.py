"""The law of public names: a name is given with its bearer's consent, and nobody else changes it (A6, R8)."""

from collections.abc import Iterator

from qurultay.acts.act import Act
from qurultay.acts.amending import Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.convening import ElectionOpening, Opened
from qurultay.acts.office import Appointed, Elected, TookOffice
from qurultay.acts.writing import Deposited


def naming(act: Act, book: Register) -> Iterator[Breach]:
    """Whom may this act name?

    Whoever takes office consents to a name by signing. Those who stand for election or are chosen can be given a first
    name by others; after that two officers cannot give the person another one. An older document may name whom it says
    held office: the register takes that name only for a person who has none.
    """
    for name in act.parts:
        if not name.startswith("name.person-"):
            continue
        subject = name.split(".")[1]
        if not _may_name(name, subject, act, book):
            yield Breach(
                "name",
                "{name}: an act of kind {kind} gives no such name here; {subject} gives it by taking office, and a misspelt one is corrected",
                name=name,
                kind=act.kind,
                subject=subject.replace("-", "/"),
            )


def _may_name(name: str, subject: str, act: Act, book: Register) -> bool:
    person = subject.replace("-", "/")
    match act.body:
        case TookOffice(person=own):
            return own == person
        case Corrected(changes=changes):
            return f"parts.{name}" in [change.field for change in changes]
        case Withheld(names=names):
            return name in names
        case Opened(election=ElectionOpening(contests=contests)):
            named = {candidate for contest in contests for candidate in contest.candidates}
        case Elected(winners=assigned) | Appointed(to=assigned):
            named = {each.person for each in assigned}
        case Deposited(stated=stated):
            return person in [f"person/{each.person}" for each in stated]
        case _:
            return False
    return person in named and subject not in book.named
