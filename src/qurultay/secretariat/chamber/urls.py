"""The addresses of the chamber."""

from django.urls import path

from qurultay.secretariat.chamber.pages import floor, sittings, speakers

app_name = "chamber"
urlpatterns = [
    path("", sittings.sessions, name="sessions"),
    path("sittings/<int:sitting>/floor", floor.floor, name="floor"),
    path("sittings/<int:sitting>/ticket", floor.new_ticket, name="ticket"),
    path("sittings/<int:sitting>/screen", floor.screen_link, name="screen-link"),
    path("screen", floor.screen, name="screen"),
    path("parts/<slug:which>", floor.parts, name="parts"),
    path("items/<int:item>/ask-to-speak", speakers.ask, name="ask-to-speak"),
    path("items/<int:item>/give-floor", speakers.give_floor, name="give-floor"),
    path("items/<int:item>/end-speech", speakers.end_speech, name="end-speech"),
    path("items/<int:item>/queue", speakers.set_queue, name="queue"),
]
