"""The addresses of the door."""

from django.urls import path

from qurultay.secretariat.door import pages

app_name = "door"
urlpatterns = [
    path("sign-in", pages.sign_in, name="sign-in"),
    path("sign-out", pages.sign_out, name="sign-out"),
    path("language", pages.language, name="language"),
    path("account", pages.account, name="account"),
    path("passkeys", pages.passkeys, name="passkeys"),
    path("again", pages.again, name="again"),
    path("trail", pages.trail, name="trail"),
]
