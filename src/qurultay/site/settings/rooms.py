"""What every secretariat has: its rooms, the way of a request through them, its languages."""

from importlib.resources import files

from qurultay.portal.languages import INTERFACE, OWN_NAMES

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "qurultay.secretariat.frame",
    "qurultay.secretariat.door",
    "qurultay.secretariat.roll",
    "qurultay.secretariat.desk",
    "qurultay.secretariat.chamber",
]
MIDDLEWARE = [
    "qurultay.secretariat.door.middleware.SealedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qurultay.secretariat.door.middleware.ReaderMiddleware",
    "qurultay.secretariat.door.middleware.DeclaredMiddleware",
]
ROOT_URLCONF = "qurultay.site.urls"
WSGI_APPLICATION = "qurultay.site.wsgi.application"
AUTH_USER_MODEL = "door.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

# allauth renders with this; none of our own pages does.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# Django has no Uyghur and Kazakh for what is ours; our sentences stand in the rooms' own catalogues.
LANGUAGES = [(code, OWN_NAMES[code]) for code in INTERFACE]
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# The portal's stylesheet and letters serve here too: one look, one place.
STATICFILES_DIRS = [("portal", str(files("qurultay.portal") / "static"))]
WHITENOISE_USE_FINDERS = True
DEMONSTRATION = False
BODY_NAME = "Qurultay"
ORIGIN = ""
LIVE_ORIGIN = ""
SIGNING_ORIGIN = ""
LIVE_READERS = ""
PUBLIC_PASSPHRASE = ""
