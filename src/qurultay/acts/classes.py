"""Which class an act falls into, and whose signatures its class asks for.

Two officers must not be able to do everything (A1), so the table of classes stands in the rules and
is itself entrenched. A *case* is a kind, or a kind with the circumstance that moves it to another
class: `vacated/removed` is grave, `vacated/resigned` needs the holder alone. A case without a row in
the rules cannot be signed, and an act may fall under several cases: then it must satisfy each.
"""

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Annulled, Confirmed, Withheld
from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced
from qurultay.acts.constituting import Dissolved, RulesAdopted
from qurultay.acts.office import Appointed, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Repealed
from qurultay.acts.rules import HOLDER, Class, ClassRow, Rules
from qurultay.acts.writing import Issued

SEVERITY: tuple[Class, ...] = ("notice", "ordinary", "grave", "entrenched", "recovery")

CASES: dict[str, tuple[Class, int]] = {
    "rules-adopted": ("grave", 2),
    "rules-adopted/entrenched": ("entrenched", 2),
    "established": ("grave", 2),
    "dissolved": ("entrenched", 2),
    "concluded": ("entrenched", 2),
    "convened": ("ordinary", 2),
    "postponed": ("ordinary", 2),
    "opened": ("ordinary", 2),
    "closed": ("ordinary", 2),
    "minutes-approved": ("ordinary", 2),
    "elected": ("grave", 2),
    "appointed": ("ordinary", 2),
    "appointed/signing": ("grave", 2),
    "took-office": ("ordinary", 2),
    "took-office/signing": ("grave", 2),
    "took-office/keeper": ("grave", 2),
    "impeded": ("notice", 1),
    "vacated/resigned": ("ordinary", 1),
    "vacated/died": ("ordinary", 2),
    "vacated/seat": ("ordinary", 2),
    "vacated/removed": ("grave", 2),
    "vacated/disqualified": ("grave", 2),
    "key-enrolled": ("grave", 2),
    "key-enrolled/keeper": ("entrenched", 2),
    "key-revoked": ("grave", 2),
    "key-revoked/suspended": ("notice", 1),
    "adopted": ("ordinary", 2),
    "not-adopted": ("ordinary", 2),
    "issued": ("ordinary", 2),
    "issued/warning": ("notice", 2),
    "reply-recorded": ("ordinary", 2),
    "deposited": ("ordinary", 2),
    "report-tabled": ("ordinary", 2),
    "corrected": ("ordinary", 2),
    "confirmed/notice": ("ordinary", 2),
    "annulled": ("grave", 2),
    "withheld": ("notice", 2),
    "withheld/other": ("ordinary", 2),
    "contested": ("notice", 1),
    "announced": ("notice", 1),
    "announced/recovery": ("recovery", 0),
    "attested": ("notice", 0),
    "operator-changed": ("grave", 2),
    "recovered": ("recovery", 0),
    "late": ("grave", 2),
}
"""Every case with its default class and how many persons it needs (register law §3, design §3a.8)."""

TRANSITION = frozenset(
    ("elected", "vacated/died", "vacated/seat", "vacated/removed", "vacated/disqualified", "closed", "minutes-approved")
)
"""Acts of transition: their signers stay competent for them until entered (T5)."""

CARETAKER = TRANSITION | frozenset(
    [
        "convened",
        "postponed",
        "opened",
        "took-office",
        "took-office/signing",
        "issued",
        "issued/warning",
        "reply-recorded",
        "contested",
        "withheld",
        "report-tabled",
        "impeded",
        "key-revoked/suspended",
        "vacated/resigned",
        "deposited",
        "announced",
        "corrected",
    ]
)
"""What somebody who only holds over may still sign (A8, A9)."""


def default_classes(posts: tuple[str, ...], also: tuple[str, ...], keepers: int) -> tuple[ClassRow, ...]:
    """The shipped table, for the posts that sign ordinary acts and those that complete grave ones.

    >>> default_classes(("post/president", "post/secretary"), ("post/speaker",), 4)[0].class_
    'grave'
    """
    return tuple(_default_row(case, class_, needs, posts, also, keepers) for case, (class_, needs) in CASES.items())


def _default_row(
    case: str, class_: Class, needs: int, posts: tuple[str, ...], also: tuple[str, ...], keepers: int
) -> ClassRow:
    if case == "vacated/resigned":
        return ClassRow(case=case, class_=class_, needs=1, posts=(HOLDER,))
    if case == "attested":
        return ClassRow(case=case, class_=class_, needs=0, posts=())
    if class_ == "recovery":
        return ClassRow(case=case, class_=class_, needs=0, posts=(), keepers=keepers)
    if case == "contested":
        posts = (*posts, *also, *(f"keeper/{n}" for n in range(1, 10)))
    return ClassRow(
        case=case,
        class_=class_,
        needs=needs,
        posts=posts if class_ != "notice" else tuple(dict.fromkeys((*posts, *also))) if case != "contested" else posts,
        also=also if class_ in ("grave", "entrenched") else (),
        keepers=keepers if class_ == "entrenched" else 0,
    )


def cases_of(act: Act, book: Register) -> tuple[str, ...]:
    """The cases an act falls under; each of them must be satisfied.

    A confirmation falls under the cases of the acts it touches, and a repeal under that of adopting
    (design §3a.8). A notice is confirmed by two, or the one who gave it could make it last alone.
    """
    match act.body:
        case Confirmed():
            numbers = [number_in(target) for target in act.targets("amends")]
            touched = [n for n in numbers if 0 <= n < len(book.entries)]
            return tuple(dict.fromkeys([_case_to_confirm(n, book) for n in touched]))
        case Repealed():
            return ("adopted",)
        case Annulled():
            numbers = [number_in(target) for target in act.targets("amends")]
            undone = [case for n in numbers if 0 <= n < len(book.entries) for case in _cases_to_undo(n, book)]
            return tuple(dict.fromkeys(["annulled", *undone]))
        case _:
            return (_case(act, book),)


def _cases_to_undo(number: int, book: Register) -> list[str]:
    """What took keepers to do takes keepers to undo, or officers could have older and weaker rules back without them."""
    act = book.entries[number].act
    match act.body:
        case Annulled():
            return [case for target in act.targets("amends") for case in _cases_to_undo(number_in(target), book)]
        case RulesAdopted(rules=rules):
            return ["rules-adopted/entrenched"] if _entrenched(rules, number, book) else []
        case Dissolved() | KeyEnrolled(use="keeper"):
            return [_case(act, book)]
        case _:
            return []


def _entrenched(rules: Rules, number: int, book: Register) -> bool:
    """Did the rules that act brought change what is entrenched in the ones before them?"""
    before = [held.rules for held in book.rules_history if held.act < number]
    return not before or before[-1].entrenched_part() != rules.entrenched_part()


def _case_to_confirm(number: int, book: Register) -> str:
    touched = book.entries[number].act
    match touched.body:
        case RulesAdopted(rules=rules):
            return "rules-adopted/entrenched" if _entrenched(rules, number, book) else "rules-adopted"
        case Impeded() | KeyRevoked(how="suspended") | Issued(form="warning"):
            return "confirmed/notice"
        case Confirmed() | Repealed():
            return touched.kind
        case _:
            return _case(touched, book)


def _case(act: Act, book: Register) -> str:
    match act.body:
        case Issued(form=form):
            return "issued/warning" if form == "warning" else "issued"
        case RulesAdopted(rules=rules, in_force=day):
            part, first = rules.entrenched_part(), day or act.date
            displaced = [book.rules_on(first), *[held for held in book.rules_history if held.from_ > first]]
            same = all(held.rules.entrenched_part() == part for held in displaced)
            return "rules-adopted" if same else "rules-adopted/entrenched"
        case TookOffice(post=post):
            return "took-office/keeper" if post.startswith("keeper/") else "took-office" + _signing(book, post)
        case Appointed(to=to):
            return "appointed/signing" if any(_signing(book, each.to) for each in to) else "appointed"
        case Vacated(place=place, how="resigned") if place.startswith("seat/"):
            return "vacated/seat"
        case Vacated(how=how):
            return f"vacated/{how}"
        case KeyEnrolled(use="keeper"):
            return "key-enrolled/keeper"
        case KeyRevoked(how="suspended"):
            return "key-revoked/suspended"
        case Withheld(ground=ground):
            return "withheld" if ground in ("safety", "request") else "withheld/other"
        case Announced(class_="recovery"):
            return "announced/recovery"
        case _:
            return act.kind


def _signing(book: Register, place: str) -> str:
    post = book.posts.get(place)
    return "/signing" if post is not None and post.what.signs == "yes" else ""


def class_of(rows: tuple[ClassRow, ...]) -> Class:
    """The gravest class among rows."""
    return rows[0].class_ if len(rows) == 1 else max((row.class_ for row in rows), key=SEVERITY.index)
