"""The addresses of the desk."""

from django.urls import path

from qurultay.secretariat.desk import pages

app_name = "desk"
urlpatterns = [path("", pages.desk, name="desk")]
