"""Runs with nothing set (demo, development, tests). Deployment sets the variables of docs/platform.md."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import database, objects
from config.environment import choice, count, flag, folder, secret, whole_numbers, words

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = BASE_DIR / ".local"

DEBUG = flag("DEBUG", True)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
os.environ.setdefault("OPENPYXL_LXML", "False")
"""lxml comes with the signatures. openpyxl would read strangers' XML with it, not with defusedxml."""

SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "").rstrip("/")
SITE_NAME = os.environ.get("SITE_NAME", "决算公开门户")
SITE_ID_CODE = os.environ.get("SITE_ID_CODE", "")  # 政府网站标识码
# The desk on a host of its own (config/hosts.py), with the port where it is not the usual one.
DESK_HOST = os.environ.get("DESK_HOST", "")
DESK_ADDRESS = SITE_ADDRESS
if DESK_HOST:
    scheme, _, public_host = SITE_ADDRESS.partition("://")
    if not public_host or public_host == DESK_HOST:
        raise ImproperlyConfigured("DESK_HOST wants SITE_ADDRESS to be set, with another host")
    DESK_ADDRESS = f"{scheme}://{DESK_HOST}"
    ALLOWED_HOSTS.append(DESK_HOST.partition(":")[0])
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", [])

SECRET_KEY = secret("SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("With DEBUG=False set SECRET_KEY, or SECRET_KEY_FILE to a file holding it")
    SECRET_KEY = "insecure-key-for-development-only"

DATABASES = {"default": database.choose(debug=DEBUG), **database.replica()}
DATABASE_SECONDS = count("DATABASE_SECONDS", 30)
EMBEDDED_POSTGRES_FOLDER = LOCAL / "postgres"
EMBEDDED_POSTGRES_PROGRAMS = folder("EMBEDDED_POSTGRES_PROGRAMS", None)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # the desk is the one site: disclosures.desk.site
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",  # clearsessions; the rows are those of disclosures.desk.people
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: whitenoise serves in development too
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",  # its templates
    "django_tables2",
    "csp",
    "disclosures.desk.people",  # before axes, which notes the key that it gives a session at the login
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "procrastinate.contrib.django",
    "config",
    "accounts",  # 决算 (final accounts), not logins
    "disclosures",
    "disclosures.desk.entry",
    "disclosures.desk.bulk",
    "disclosures.duties",
    "disclosures.catalogue",
]

MIDDLEWARE = [
    "config.logs.Requests",
    "disclosures.public.caching.SaysHowLong",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.hosts.Hosts",
    "disclosures.desk.people.sessions.DeskSession",
    "axes.middleware.AxesMiddleware",  # last but for what changes no answer: it answers for a refused login
    "config.replica.PublicReads",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "desk_help": "disclosures.desk.help.tags",
                "described": "disclosures.public.tags",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files: our own static ones, and those of publications, which are stored once and never made again.
STATIC_URL = "/static/"
STATIC_ROOT = folder("STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
PUBLICATIONS_ROOT = folder("PUBLICATIONS_ROOT", LOCAL / "publications")
PUBLIC_FILES = folder("PUBLIC_FILES", None)
LOG_NAME = os.environ.get("LOG_NAME", f"{SITE_ADDRESS.partition('://')[2] or 'demo.invalid'}/log")
LOG_KEY_FILE = folder("LOG_KEY_FILE", LOCAL / "log-key.pem")
LOG_WITNESSES = words("LOG_WITNESSES", [])
LOG_STAMPS = words("LOG_STAMPS", [])
LOG_STAMPS_FOLDER = folder("LOG_STAMPS_FOLDER", LOCAL / "time-stamp-authorities")
# Signatures of PDFs (docs/signing.md): a key in a file, or on a device, or none.
SIGNING_KEY_FILE = folder("SIGNING_KEY_FILE", None)
SIGNING_DEMO_KEY = LOCAL / "signing-key.pem" if DEBUG else None  # where no other is set; made by itself
SIGNING_CERT_FILE = folder("SIGNING_CERT_FILE", None)
SIGNING_RSA_BITS = choice("SIGNING_RSA_BITS", "3072", ("2048", "3072"))  # at least
SIGNING_PASSPHRASE = secret("SIGNING_PASSPHRASE")
SIGNING_KEYS_FOLDER = folder("SIGNING_KEYS_FOLDER", None)
SIGNING_PKCS11_MODULE = folder("SIGNING_PKCS11_MODULE", None)
SIGNING_PKCS11_TOKEN = os.environ.get("SIGNING_PKCS11_TOKEN", "")
SIGNING_PKCS11_KEY = os.environ.get("SIGNING_PKCS11_KEY", "")
SIGNING_PKCS11_PIN = secret("SIGNING_PKCS11_PIN")
SIGNING_TSA = os.environ.get("SIGNING_TSA", "")
IMPORTS_ROOT = folder("IMPORTS_ROOT", LOCAL / "imports")
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "")
FILES = "django.core.files.storage.FileSystemStorage"
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": FILES, "OPTIONS": {"location": LOCAL / "media"}},
    "staticfiles": {"BACKEND": PLAIN_STATIC if DEBUG else HASHED_STATIC},
    "publications": objects.choose(PUBLICATIONS_ROOT),
    "imports": {"BACKEND": FILES, "OPTIONS": {"location": IMPORTS_ROOT}},  # until they are worked off
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Printing (docs/printing.md): by a worker that forks for each print; elsewhere than on Linux in this process.
PRINT_IN_PROCESS = flag("PRINT_IN_PROCESS", sys.platform != "linux")
PRINTING_FOLDER = LOCAL / "printing"
PRINT_SECONDS = count("PRINT_SECONDS", 120)
PRINT_MEMORY_MB = count("PRINT_MEMORY_MB", 2048)
PRINT_AT_ONCE = count("PRINT_AT_ONCE", os.cpu_count() or 1)
PRINT_IDLE_MINUTES = count("PRINT_IDLE_MINUTES", 10)

# Background work (docs/publishing.md): its tasks are in jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Data packages (docs/data.md): made so many seconds after a publication; what the site says of their use.
DATA_SECONDS = count("DATA_SECONDS", 300)
DATA_TERMS = os.environ.get("DATA_TERMS", "").strip()

# Logins (docs/people.md).
RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "disclosures.desk.people.rules.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{RULES}UserAttributeSimilarityValidator"},
    {"NAME": f"{RULES}CommonPasswordValidator"},
    {"NAME": "disclosures.desk.people.rules.NotOfTheHouse"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_ENGINE = "disclosures.desk.people.store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = count("IDLE_MINUTES", 30)
SESSION_HOURS = count("SESSION_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600  # how long a row is kept
TWO_STEP = choice("TWO_STEP", "optional" if DEBUG else "approvers", ("optional", "approvers", "everybody"))
"""Who must have two-step login. Approvers: every role but the clerk's."""
DEMO_PASSWORDS = LOCAL / "demo-passwords.json"
# By name: behind the address of one office sit many people, and a guesser has many addresses.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = count("LOGIN_ATTEMPTS", 5)
AXES_COOLOFF_TIME = timedelta(minutes=count("LOGIN_LOCKED_MINUTES", 15))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "disclosures.desk.people.login.locked_out"
AXES_USERNAME_CALLABLE = "disclosures.desk.people.doors.counted_as"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
AXES_CLIENT_IP_CALLABLE = "disclosures.desk.people.doors.address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "决算公开"

# 及时性: a published account is due so many days after its 批复. The sources say 20日 and not of which kind.
DISCLOSURE_DAYS = count("DISCLOSURE_DAYS", 20)
DISCLOSURE_DAYS_ARE_WORKING_DAYS = flag("DISCLOSURE_DAYS_ARE_WORKING_DAYS", False)

# Mails (docs/deadlines.md). Without a host they are written to the console.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = count("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [("", address) for address in words("ADMINS", [])]  # are told of errors
EMAIL_SUBJECT_PREFIX = ""
# So many days before the last day, and after it (negative), who acts next is reminded.
REMIND_DAYS = whole_numbers("REMIND_DAYS", [7, 3, 1, -1, -7, -14, -21, -28])

# Security. HTTPS is asked for outside development; HTTPS=False for a trial without a certificate.
HTTPS = flag("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # browsers' preload lists: for the owner of the domain to decide
    "axes.W006",  # lock-out without the address: see AXES_LOCKOUT_PARAMETERS
]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY", False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Browsers take a cookie of such a name from this host alone, over HTTPS.
HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_ONLY}sessionid", f"{HOST_ONLY}csrftoken"
MESSAGE_STORAGE = "config.notices.Notices"
CSRF_FAILURE_VIEW = "disclosures.public.views.forbidden_page"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Nothing from elsewhere, nothing written into a page: neither scripts nor styles, not even in attributes.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

# A table of figures sent by its plain form: an input for each cell (docs/entry.md).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What the site writes of its running (docs/operations.md).
LOG_FORMAT = choice("LOG_FORMAT", "plain" if DEBUG else "json", ("plain", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.logs.Plain",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "config.logs.Json"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "mail": {"class": "config.logs.Mail", "level": "ERROR"},
    },
    # Libraries speak from WARNING on: WeasyPrint reports every page it lays out.
    "root": {"handlers": ["console", *(["mail"] if ADMINS else [])], "level": "WARNING"},
    "loggers": {
        **{name: {"level": "INFO"} for name in ("accounts", "disclosures", "requests")},
        "django": {"level": "INFO", "handlers": [], "propagate": True},  # instead of Django's own
        "django.server": {"level": "INFO", "handlers": [], "propagate": True},
        "pyhanko": {"level": "CRITICAL"},  # what a damaged signature is, our own words say
    },
}
