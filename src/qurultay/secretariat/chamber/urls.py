"""The addresses of the chamber."""

from django.urls import path

from qurultay.secretariat.chamber.pages import credentials, floor, minutes, sittings, speakers

app_name = "chamber"
urlpatterns = [
    path("", sittings.sessions, name="sessions"),
    path("credentials/<slug:slug>", credentials.report, name="credentials-report"),
    path("credentials/<slug:slug>/draw-up", credentials.draw_up, name="draw-up-report"),
    path("credentials/<slug:slug>/proxy", credentials.proxy, name="proxy"),
    path("reports/<int:report>/muster", credentials.muster, name="lay-muster"),
    path("reports/<int:report>/adopt", credentials.adopt, name="adopt-report"),
    path("reports/<int:report>/draft", credentials.draft, name="draft-opening"),
    path("sittings/<int:sitting>/floor", floor.floor, name="floor"),
    path("sittings/<int:sitting>/ticket", floor.new_ticket, name="ticket"),
    path("sittings/<int:sitting>/screen", floor.screen_link, name="screen-link"),
    path("screen", floor.screen, name="screen"),
    path("parts/<slug:which>", floor.parts, name="parts"),
    path("sittings/<int:sitting>/minutes", minutes.draft, name="draft-minutes"),
    path("minutes/<int:minutes>", minutes.minutes, name="minutes"),
    path("minutes/<int:minutes>/edit", minutes.edit, name="edit-minutes"),
    path("minutes/<int:minutes>/circulate", minutes.circulate, name="circulate-minutes"),
    path("minutes/<int:minutes>/propose", minutes.propose, name="propose-correction"),
    path("minutes/<int:minutes>/approve", minutes.approve, name="approve-minutes"),
    path("minutes/<int:minutes>/seal", minutes.seal, name="seal-minutes"),
    path("corrections/<int:correction>/decide", minutes.decide, name="decide-correction"),
    path("items/<int:item>/ask-to-speak", speakers.ask, name="ask-to-speak"),
    path("items/<int:item>/give-floor", speakers.give_floor, name="give-floor"),
    path("items/<int:item>/end-speech", speakers.end_speech, name="end-speech"),
    path("items/<int:item>/queue", speakers.set_queue, name="queue"),
]
