"""Where everything is."""

from django.urls import include, path

from qurultay.secretariat.door.endpoint import endpoint, lost
from qurultay.secretariat.door.pages import refusing
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.views import home

urlpatterns = [
    path("", endpoint(reads=Deed.OWN_ACCOUNT)(home), name="home"),
    path("door/", include("qurultay.secretariat.door.urls")),
    path("roll/", include("qurultay.secretariat.roll.urls")),
    path("desk/", include("qurultay.secretariat.desk.urls")),
    path("sessions/", include("qurultay.secretariat.chamber.urls")),
]
handler400 = refusing.not_understood
handler403 = refusing.forbidden
handler404 = lost
handler500 = refusing.failed
