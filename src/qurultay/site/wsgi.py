"""The secretariat as gunicorn serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qurultay.site.settings.house")
application = get_wsgi_application()

from qurultay.secretariat.roll.vault import finish  # noqa: E402 - rows can be read only once Django is set up

finish()  # an erasure that was cut off is finished before anybody comes in
