"""The addresses of the demonstration: those of every secretariat, and the links by which one comes in as anybody."""

from django.urls import path

from qurultay.secretariat.desk.pages.waiting import OFFERED
from qurultay.site import demonstration, urls

urlpatterns = [
    *urls.urlpatterns,
    path("come-in-as/<str:guest>", demonstration.come_in_as, name="come-in-as"),
    path("with-public-keys/<act-id:id>", demonstration.sign_with_public_keys, name="sign-with-public-keys"),
]
OFFERED[:] = [demonstration.public_keys]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
