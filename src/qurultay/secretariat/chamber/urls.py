"""The addresses of the chamber."""

from django.urls import path

from qurultay.secretariat.chamber.pages import sittings

app_name = "chamber"
urlpatterns = [path("", sittings.sessions, name="sessions")]
