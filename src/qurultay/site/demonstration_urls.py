"""The addresses of the demonstration: those of every secretariat, and the links by which one comes in as anybody."""

from django.urls import path

from qurultay.site import urls
from qurultay.site.demonstration import come_in_as

urlpatterns = [*urls.urlpatterns, path("come-in-as/<str:guest>", come_in_as, name="come-in-as")]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
