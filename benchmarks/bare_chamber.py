"""A bare Django beside which the chamber is measured: a view that inserts a row, and one that lists two hundred.

No session, no account, no trace, no rules, no languages; the same database settings, the same server. `BARE_FOLDER` names the
folder of its database.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from qurultay.site.settings.storage import database

FOLDER = Path(os.environ["BARE_FOLDER"])
settings.configure(
    SECRET_KEY="nothing to keep",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DATABASES={"default": database(FOLDER)},
    USE_TZ=True,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "list.html": "<!doctype html><title>Motions</title><ol>{% for each in rows %}<li><a href='/{{ each.pk }}'>"
                            "{{ each.label }}</a> {{ each.title }} <small>{{ each.state }}</small></li>{% endfor %}</ol>"
                        },
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Row(models.Model):
    """A vote, as bare as it can be."""

    event = models.IntegerField(db_index=True)
    delegate = models.IntegerField()
    choice = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        app_label = "contenttypes"
        constraints = [models.UniqueConstraint(fields=["event", "delegate"], name="bare_once")]  # noqa: RUF012


class Paper(models.Model):
    """A motion, as bare as it can be."""

    label = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    state = models.CharField(max_length=20)

    class Meta:
        app_label = "contenttypes"


def insert(request: HttpRequest, event: int, delegate: int) -> HttpResponse:
    """Inserts a row."""
    Row.objects.create(event=event, delegate=delegate, choice=request.POST["choice"], at=timezone.now())
    return redirect("/")


def listed(request: HttpRequest) -> HttpResponse:
    """Lists what there is."""
    return render(request, "list.html", {"rows": Paper.objects.all()})


urlpatterns = [path("<int:event>/<int:delegate>", insert), path("", listed)]
application = get_wsgi_application()

if os.environ.get("BARE_MAKE"):
    with connection.schema_editor() as editor:
        editor.create_model(Row)
        editor.create_model(Paper)
    Paper.objects.bulk_create(
        Paper(label=f"M{n}", title=f"On the schools of district {n}", state="submitted") for n in range(200)
    )
