"""The addresses of the roll."""

from django.urls import path

from qurultay.secretariat.roll.pages import credentials, exports, lists, persons, rolls

app_name = "roll"
urlpatterns = [
    path("", rolls.persons, name="persons"),
    path("of/<slug:slug>/", rolls.roll, name="roll"),
    path("of/<slug:slug>/find", rolls.find, name="find"),
    path("of/<slug:slug>/new", persons.new, name="new"),
    path("of/<slug:slug>/add", persons.add, name="add"),
    path("of/<slug:slug>/list", lists.form, name="list"),
    path("of/<slug:slug>/list/look", lists.look, name="look"),
    path("of/<slug:slug>/list/enter", lists.enter, name="enter-list"),
    path("of/<slug:slug>/exports", exports.exports, name="exports"),
    path("of/<slug:slug>/exports/ask", exports.ask_export, name="ask-export"),
    path("list/<slug:code>.csv", lists.template, name="template"),
    path("person/<int:person>", persons.person, name="person"),
    path("person/<int:person>/change", persons.alter, name="change"),
    path("person/<int:person>/account", persons.open_account, name="open-account"),
    path("person/<int:person>/join", persons.join, name="join"),
    path("person/<int:person>/erase", persons.erasing, name="erasing"),
    path("person/<int:person>/erased", persons.erased, name="erased"),
    path("membership/<int:membership>/leave", persons.leave, name="leave"),
    path("exports", exports.waiting, name="exports-waiting"),
    path("exports/whose", exports.whose_copy, name="whose-copy"),
    path("exports/<int:export>/approve", exports.approve_export, name="approve-export"),
    path("exports/<int:export>/refuse", exports.refuse_export, name="refuse-export"),
    path("exports/<int:export>/take", exports.take_export, name="take-export"),
    path("credentials", credentials.sessions, name="credentials"),
    path("credentials/<slug:slug>", credentials.session, name="session"),
    path("credentials/<slug:slug>/propose", credentials.propose, name="propose"),
    path("credentials/<slug:slug>/step", credentials.step, name="step"),
    path("credentials/papers/<int:credential>", credentials.credential, name="credential"),
    path("credentials/papers/<int:credential>/alternate", credentials.alternate, name="alternate"),
    path("credentials/papers/<int:credential>/suspend", credentials.suspend, name="suspend"),
    path("credentials/papers/<int:credential>/key", credentials.key, name="key"),
]
