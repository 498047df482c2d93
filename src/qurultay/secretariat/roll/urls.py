"""The addresses of the roll."""

from django.urls import path

from qurultay.secretariat.roll import pages

app_name = "roll"
urlpatterns = [
    path("", pages.persons, name="persons"),
    path("credentials", pages.credentials, name="credentials"),
]
