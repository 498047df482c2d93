"""Writing drafts: beginning one, changing it as often as one likes, laying it on the desk."""

from django.http import HttpResponse
from django.shortcuts import redirect

from qurultay.acts.parts import FILES
from qurultay.portal.languages import OWN_NAMES
from qurultay.secretariat.desk import draft_form, drafting
from qurultay.secretariat.desk.here import here_now
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.pages.desk import around
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere, OutOfOrder, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import row_number


def the_draft(request: Request, *, pk: int) -> Draft:
    """The draft of this number. Raises `NotHere`."""
    return or_not_here(Draft.objects.filter(pk=pk).first())


@endpoint(reads=Deed.DRAFT)
def begin(request: Request) -> HttpResponse:
    """Which kind of act is to be drafted."""
    at = here_now()
    return page(
        request, "desk/begin.html", {"common": draft_form.COMMON, "others": draft_form.OTHERS} | around(request, at)
    )


@endpoint(does=Deed.DRAFT, again=begin)
def begun(request: Request) -> HttpResponse:
    """A draft of this kind is begun."""
    at, kind, body = here_now(), request.POST.get("kind", ""), request.POST.get("body", "")
    if kind not in draft_form.KINDS or body not in at.book.organisations:
        raise OutOfOrder("desk.out.no-kind")
    if not request.reader.may(Deed.DRAFT, body):
        raise NotHere
    text = draft_form.empty(kind, body, at)
    made = drafting.begin(kind=kind, body=body, text=text, source="", by=request.reader.account, now=at.now)
    return redirect("desk:draft", pk=made.pk)


@endpoint(reads=Deed.DRAFT, of=the_draft)
def draft(request: Request, draft: Draft) -> HttpResponse:
    """A draft, everything that stands in its way, and a form or its text to change it."""
    at = here_now()
    found = drafting.check(draft, at)
    as_text = request.GET.get("as") == "text" or request.POST.get("as") == "text"
    form = None if as_text else draft_form.form(draft, at)
    values = {
        "draft": draft,
        "found": found,
        "form": form,
        "files": FILES,
        "own_name": lambda code: OWN_NAMES.get(code, code),
    }
    return page(request, "desk/draft.html", values | around(request, at))


@endpoint(does=Deed.DRAFT, of=the_draft, again=draft)
def rewrite(request: Request, draft: Draft) -> HttpResponse:
    """What was typed is kept; where the button says so, the draft is laid on the desk."""
    at = here_now()
    text = request.POST.get("text")
    if text is None:
        text = draft_form.filled(draft, request.POST, at)
    drafting.rewrite(draft, text, _version(request))
    answer = redirect("desk:draft", pk=draft.pk)
    if request.POST.get("as") == "text":
        answer.headers["Location"] += "?as=text"
    return answer


@endpoint(does=Deed.DRAFT, of=the_draft, again=draft)
def bring(request: Request, draft: Draft) -> HttpResponse:
    """A file of the draft, such as the paper that shows a resignation."""
    file = request.FILES.get("file")
    data = file.read() if file is not None and (file.size or 0) <= drafting.MOST_FILE else b""
    drafting.bring(draft, request.POST.get("name", ""), data, _version(request), sealed="sealed" in request.POST)
    return redirect("desk:draft", pk=draft.pk)


def _version(request: Request) -> int:
    return row_number(request.POST.get("version", "")) or 0


@endpoint(does=Deed.DRAFT, of=the_draft, again=draft)
def lay_down(request: Request, draft: Draft) -> HttpResponse:
    """Onto the desk, for the officers to sign."""
    laid = drafting.lay_down(draft, here_now())
    return redirect("desk:waiting", id=laid.id)


@endpoint(does=Deed.DRAFT, of=the_draft, again=draft)
def drop(request: Request, draft: Draft) -> HttpResponse:
    """A draft that is not wanted any more is thrown away; what lies on the desk is given back first."""
    drafting.throw_away(draft)
    return redirect("desk:desk")
