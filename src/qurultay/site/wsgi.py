"""The secretariat as gunicorn serves it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from qurultay.secretariat.roll.vault import finish  # noqa: E402 - rows can be read only once Django is set up

finish()  # an erasure that was cut off is finished before anybody comes in
