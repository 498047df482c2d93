"""How a drawing is written down."""

from typing import Final

from markupsafe import Markup, escape

from qurultay.press.bidi import isolate_plain

OWN_NAMES: Final = {"class_": "class", "in_": "in", "viewBox": "viewBox"}


def tag(name: str, *children: str, **attributes: object) -> Markup:
    """One element; what is not markup already is escaped. An attribute that is None is left out.

    >>> tag("text", "a < b", x=10, text_anchor="end", class_=None)
    Markup('<text x="10" text-anchor="end">a &lt; b</text>')
    """
    written = "".join(
        f' {OWN_NAMES.get(key, key.replace("_", "-"))}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def tenths(number: int) -> str:
    """A length given in tenths.

    >>> tenths(1160), tenths(-24), tenths(5)
    ('116', '-2.4', '.5')
    """
    whole, rest = divmod(abs(number), 10)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole or ('' if rest else 0)}{f'.{rest}' if rest else ''}"


def label(text: str, x: str, y: str, *, anchor: str, size: int, look: str, rtl: bool) -> Markup:
    """Words in a drawing. Where it reads from the right, `60 %` and Latin names are set apart as anywhere else."""
    words = isolate_plain(text, "ug") if rtl else text
    return tag("text", words, x=x, y=y, text_anchor=anchor, font_size=size, class_=look)


def chart(*children: str, size: tuple[int, int], name: str, title: str, description: str, rtl: bool) -> Markup:
    """A drawing of this width and height; `name` is unlike that of any other drawing on the page."""
    return tag(
        "svg",
        tag("title", title, id=f"{name}-t"),
        tag("desc", description, id=f"{name}-d"),
        *children,
        class_="chart",
        viewBox=f"0 0 {size[0]} {size[1]}",
        role="img",
        aria_labelledby=f"{name}-t {name}-d",
        direction="rtl" if rtl else None,
    )
