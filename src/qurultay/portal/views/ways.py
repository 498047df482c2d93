"""Where does a page stand? The path of everything that has one, within a language's folder."""

from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Link, Value
from qurultay.portal.views.titles import act_name


def page_of(ref: str) -> str:
    """The page of a body, post, person, session or addressee.

    >>> page_of("post/president"), page_of("class/democratic-nations")
    ('post/president.html', 'class/democratic-nations.html')
    """
    return f"{ref}.html"


def act_page(number: int) -> str:
    """The page of an act.

    >>> act_page(17)
    'act/17.html'
    """
    return f"act/{number}.html"


def text_page(number: int, label: str | None = None, language: str | None = None) -> str:
    """The page of a text, of one language of it, or a provision on it.

    >>> text_page(17, "3a"), text_page(17, language="ug")
    ('text/17.html#p3a', 'text/17-ug.html')
    """
    page = f"text/{number}-{language}.html" if language else f"text/{number}.html"
    return page if label is None else f"{page}#p{label}"


def leading(reading: Reading, ref: str) -> Value:
    """The name of something or somebody, leading to its page where it has one."""
    named = reading.named(ref)
    return Link(page_of(ref), named) if reading.names.has_page(ref) else named


def to_act(number: int) -> Link:
    """An act, leading to its page: act 17."""
    return Link(act_page(number), act_name(f"act/{number}"))


def to_target(reading: Reading, target: str) -> Link:
    """An act or a provision of it, leading to the text where there is one."""
    name, number = act_name(target), int(target.split("/")[1])
    if "/provision/" in target and has_text(reading, number):
        return Link(text_page(number, target.split("/")[3]), name)
    return Link(act_page(number), name)


def to_election(reading: Reading, opened: str) -> Value:
    """An election by the id of the act that opened it, leading to its page where it has one."""
    return (
        Link(f"election/{opened}.html", Code(opened)) if reading.meetings.election(opened) is not None else Code(opened)
    )


def has_text(reading: Reading, number: int) -> bool:
    """Does an act have a page for its text, with its provisions?"""
    kind = reading.act(number).kind
    return kind == "adopted" or (kind == "deposited" and bool(reading.phrase(number, "text")))
