"""The addresses of the door."""

from django.urls import path

from qurultay.secretariat.door.endpoint import either
from qurultay.secretariat.door.pages import accounts, coming_in, first_visit, own, trail

app_name = "door"
urlpatterns = [
    path("sign-in", either(coming_in.sign_in, coming_in.come_in), name="sign-in"),
    path("sign-in/passkey", coming_in.passkey, name="passkey"),
    path("sign-out", coming_in.sign_out, name="sign-out"),
    path("language", coming_in.language, name="language"),
    path("again", either(coming_in.again, coming_in.prove), name="again"),
    path("sheet", either(first_visit.sheet, first_visit.show_sheet), name="sheet"),
    path("welcome", first_visit.welcome, name="welcome"),
    path("welcome/device", first_visit.device, name="welcome-device"),
    path("welcome/passkey", first_visit.first_passkey, name="first-passkey"),
    path("welcome/password", first_visit.first_password, name="first-password"),
    path("account", own.account, name="account"),
    path("account/sessions", own.end_sessions, name="end-sessions"),
    path("passkeys", either(own.passkeys, own.add_passkey), name="passkeys"),
    path("passkeys/device", own.device, name="device"),
    path("passkeys/<int:passkey>/name", own.name_passkey, name="name-passkey"),
    path("passkeys/<int:passkey>/end", own.end_passkey, name="end-passkey"),
    path("codes", either(own.codes, own.print_codes), name="codes"),
    path("password", either(own.password, own.set_password), name="password"),
    path("accounts", either(accounts.accounts, accounts.open_account), name="accounts"),
    path("accounts/<int:account>", accounts.one, name="one-account"),
    path("accounts/<int:account>/sheet", accounts.new_sheet, name="new-sheet"),
    path("accounts/<int:account>/roles", accounts.give_role, name="give-role"),
    path("accounts/<int:account>/close", accounts.close_account, name="close-account"),
    path("roles/<int:role>/end", accounts.end_role, name="end-role"),
    path("trail", trail.trail, name="trail"),
]
