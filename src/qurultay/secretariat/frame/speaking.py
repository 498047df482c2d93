"""Turns values into pages: Jinja templates, and the voice of the reader's language that speaks in them.

Templates say whole sentences by key, `{{ say("chamber.quorum.short", present=37, needed=40) }}`; words that come from
people are set apart by the one bidi function of the house. What a template may call is listed here and is all there is.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from qurultay.portal.languages import INTERFACE, OWN_NAMES
from qurultay.portal.values import Saying
from qurultay.portal.voice import Voice
from qurultay.press.bidi import direction, isolate_html
from qurultay.secretariat.frame.catalogue import ROOMS, spoken
from qurultay.secretariat.frame.house import standing, standing_or_none
from qurultay.secretariat.frame.request import Request

ROOMS_SHOWN = (
    ("follow", "chamber:sessions", "frame.room.chamber"),
    ("read-credentials", "roll:credentials", "frame.room.credentials"),
    ("read-roll", "roll:persons", "frame.room.roll"),
    ("read-desk", "desk:desk", "frame.room.desk"),
    ("open-accounts", "door:accounts", "frame.room.accounts"),
    ("read-audit", "door:trail", "frame.room.trail"),
)
"""What the bar leads to: who sees it, where it leads, what it is called."""

_VOICES = {code: Voice(spoken(code)) for code in INTERFACE}


def voice(code: str) -> Voice:
    """The voice of a language of the interface."""
    return _VOICES[code]


def page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page for this reader. Nothing of it may be kept by a shared cache or after signing out."""
    return HttpResponse(rendered(request, template, values), status=status)


def rendered(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """The markup of a template for this reader: a whole page, or a fragment of one."""
    reader = request.reader
    return fragment(reader.language, template, {**values, "request": request, "account": reader.account})


def fragment(code: str, template: str, values: Mapping[str, Any]) -> str:
    """The markup of a fragment that is the same for every reader of a language: nothing personal may stand in it."""
    speaking = voice(code)
    return TEMPLATES.get_template(template).render(
        **values, voice=speaking, say=speaking.say, tell=speaking.tell, plain=speaking.plain,
        attribute=speaking.attribute, code=speaking.code, dir=speaking.dir,
    )  # fmt: skip


def at(moment: datetime, zone: str | tzinfo) -> datetime:
    """A moment as the clock of a place shows it."""
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def _voice(context: Context) -> Voice:
    found: Voice = context["voice"]
    return found


@pass_context
def words(context: Context, said: Mapping[str, str], tag: str = "span") -> Markup:
    """Words that people wrote in one or more languages: the reader's if there are any, else the first."""
    return _voice(context).words(tuple(said.items()), tag)


@pass_context
def kept(context: Context, name: str, default: object = "") -> object:
    """What was typed into a field of the form that came back, else what stands there."""
    typed = context["request"].POST
    return typed.get(name, "") if name in typed else default


@pass_context
def attribute_of(context: Context, key: str, **places: Any) -> str:
    """A sentence for an attribute, where no markup can set its islands apart."""
    return _voice(context).attribute(Saying.of(key, **places))


@pass_context
def plain_of(context: Context, key: str) -> str:
    """A sentence as plain words, for the title of a page."""
    return _voice(context).plain(Saying.of(key))


TOKEN = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')
EMPTY_TOKEN = TOKEN.format("")


def with_token(request: Request, markup: str) -> Markup:
    """A fragment with this reader's token in its forms."""
    return Markup(markup.replace(EMPTY_TOKEN, TOKEN.format(get_token(request))))


@pass_context
def csrf(context: Context) -> Markup:
    """The hidden field that every form must carry; in a fragment, which is the same for everybody, a place for it."""
    if "request" not in context:
        return EMPTY_TOKEN
    return TOKEN.format(get_token(context["request"]))


@pass_context
def may(context: Context, deed: str, body: str = "") -> bool:
    """May the reader do this? For showing a button; the deed itself asks again."""
    request: Request = context["request"]
    return request.reader.may(deed, body)


@lru_cache(maxsize=8192)
def address(name: str, *args: int | str, **named: int | str) -> str:
    """The address of an endpoint. They never change while the site runs, and a list of hundreds asks for hundreds."""
    return reverse(name, args=args, kwargs=named)


def _environment() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader(f"qurultay.secretariat.{room}") for room in ROOMS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        url=address,
        static=static, attribute_of=attribute_of, plain_of=plain_of, words=words, kept=kept, csrf=csrf, may=may, at=at, direction=direction, isolate=isolate_html,
        languages=tuple((code, OWN_NAMES[code], direction(code)) for code in INTERFACE),
        around=standing_or_none, named_in_record=lambda ref: standing().named(ref), software=settings.BODY_NAME, rooms=ROOMS_SHOWN,
    )  # fmt: skip
    return made


TEMPLATES = _environment()
