"""All settings of Attune. Everything that differs between installations comes from the environment.

ATTUNE_MODE is `production` unless something says otherwise, so that a forgotten variable fails closed.
"""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from vig import environment as env
from vig import queue
from vig.databases import database
from vig.log_settings import logging_to_console
from vig.objects import sealed_objects

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.one_of("ATTUNE_MODE", "production", "demo", "test")
PRODUCTION, DEMO = MODE == "production", MODE == "demo"

DEBUG = False
DATA_DIR = Path(env.text("ATTUNE_DATA_DIR", str(BASE_DIR / "data")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = env.strong_secret("ATTUNE_SECRET_KEY") if PRODUCTION else env.secret("ATTUNE_SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("ATTUNE_SECRET_KEY_FILE is not set; `make run` makes one by itself.")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.words("ATTUNE_HOSTS", "" if PRODUCTION else ",".join(LOOPBACK))
if PRODUCTION and (not ALLOWED_HOSTS or any(host.startswith((".", "*")) for host in ALLOWED_HOSTS)):
    raise ImproperlyConfigured("ATTUNE_HOSTS must name each address people type, such as attune.example.org.")
if DEMO and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured("The demonstration has open accounts: it only answers on this machine.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "audit",
    "accounts",
    "vault",
    "cases",
    "consent",
    "sessions.apps.FilmedSessionsConfig",
    "clips",
    "supervision",
    "reports",
    "vig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "audit.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.LastUseMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.AccessMiddleware",
    "accounts.middleware.NoStoreMiddleware",
    "accounts.middleware.WrongMethodMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "vig.urls"
WSGI_APPLICATION = "vig.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.product",
                "sessions.context.news",
                "supervision.context.news",
            ],
            "builtins": ["vig.templatetags.look"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Databases: the keystore is its own database so that no dump of the main one contains a key.

DATABASES = {
    "default": database(MODE, env.text("ATTUNE_DATABASE_NAME", "attune"), DATA_DIR),
    "keystore": database(
        MODE, env.text("ATTUNE_KEYSTORE_NAME", "attune_keystore"), DATA_DIR, "ATTUNE_KEYSTORE"
    ),
}
DATABASE_ROUTERS = ["vault.router.KeystoreRouter"]

# Sealed media. A master key is 32 random bytes in a file named after its id; the newest seals, all open.

MASTER_KEY_DIR = Path(env.text("ATTUNE_MASTER_KEY_DIR", str(DATA_DIR / "master-keys")))
BUCKET = env.text("ATTUNE_S3_BUCKET")
STORAGES = {
    "staticfiles": {"BACKEND": "vig.static.HashedStaticStorage"},
    "media": sealed_objects(BUCKET, DATA_DIR / "sealed"),
}

# The worker. The queue only nudges: the job row in the database is the truth.

CELERY_BROKER_URL = env.secret("ATTUNE_BROKER_URL") or "filesystem://localhost/"
if PRODUCTION and not urlsplit(CELERY_BROKER_URL).password:
    raise ImproperlyConfigured(
        "ATTUNE_BROKER_URL_FILE must hold the address of a Redis that asks for a password."
    )
CELERY_BROKER_TRANSPORT_OPTIONS = queue.transport_options(CELERY_BROKER_URL, DATA_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "tell-audit-head": {"task": "audit.tasks.log_head", "schedule": 3600.0},
    "sweep-jobs": {"task": "vault.tasks.sweep", "schedule": 30.0},
    "sweep-orphans": {"task": "vault.tasks.sweep_orphans", "schedule": 3600.0},
    "sweep-uploads": {"task": "sessions.tasks.sweep_uploads", "schedule": 300.0},
    "sweep-originals": {"task": "sessions.tasks.sweep_originals", "schedule": 300.0},
    "sweep-consent": {"task": "consent.tasks.sweep", "schedule": 60.0},
    "sweep-retention": {"task": "consent.tasks.sweep_retention", "schedule": 3600.0},
    "sweep-erasures": {"task": "consent.tasks.sweep_erasures", "schedule": 3600.0},
    "sweep-steps": {"task": "clips.tasks.sweep_steps", "schedule": 3600.0},
    "sweep-drafts": {"task": "reports.tasks.sweep_drafts", "schedule": 300.0},
}

# The cache counts sign-in attempts; it holds nothing that may not be lost.

CACHES = {"default": queue.cache(CELERY_BROKER_URL)}

# Sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ProductWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Attune"
SECOND_FACTOR_REQUIRED = not DEMO
EMAIL_HOST = env.text("ATTUNE_EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = env.number("ATTUNE_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("ATTUNE_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("ATTUNE_EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("ATTUNE_EMAIL_FROM", "attune@localhost")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Messages may name people: never in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "vig.views.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-attune", "__Host-attune-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    LANGUAGE_COOKIE_NAME = "__Host-attune-language"
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What is uploaded with a form (a scan, a sound) never rests on a disk before it is sealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 17 * 1024 * 1024

# Language, time, static files

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("nl", "Nederlands")]  # each by its own name
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["vig.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env.text("ATTUNE_TIME_ZONE", "Europe/London")
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("ATTUNE_STATIC_ROOT", str(BASE_DIR / "build" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "vig.static.NpmFinder",
]

# The sandbox of ffmpeg: a tier to force (bubblewrap, limits, none), else the best that works here.

SANDBOX = env.one_of("ATTUNE_SANDBOX", "", "bubblewrap", "limits", "none")
SANDBOX_REQUIRED = PRODUCTION

# Short side of a working copy in pixels; 1080 suits a server with many cores.

WORKING_COPY_LINES = env.number("ATTUNE_WORKING_COPY_LINES", 720)

# Memory that all work on films may take on one machine at once, in MiB; 0 means half of what the machine has.

WORK_MEMORY = env.number("ATTUNE_WORK_MEMORY", 0) * 1024**2

# When the original goes, once there is a checked working copy: it is the biggest cost and risk of a film.

ORIGINALS = env.one_of("ATTUNE_ORIGINALS", "cycle_complete", "ready", "kept")

# Film limits (MEDIA.md 7). Sizes in bytes, lengths in seconds.

FILM_LIMITS = {
    "interaction": {"bytes": 4 * 1024**3, "seconds": 30 * 60},
    "review": {"bytes": 16 * 1024**3, "seconds": 2 * 3600},
}

# How many bytes of film, with everything made from it, each organisation may keep; 0 means no limit.

ORGANISATION_QUOTA = env.number("ATTUNE_ORGANISATION_QUOTA", 0)

# How many different films and clips one person may open in an hour; more are written down, and have to wait.

OPENINGS_AN_HOUR = env.number("ATTUNE_OPENINGS_AN_HOUR", 150)

# Whether two research leads together may take out a row for each case; off, nothing on any page tells of it.

ROW_EXTRACT = env.flag("ATTUNE_ROW_EXTRACT")

# A TOML file with a service's own wording of the principles and descriptors; ours without it.

TEXT_PACK = env.text("ATTUNE_TEXT_PACK")

LOGGING = logging_to_console(env.text("ATTUNE_LOG_LEVEL", "INFO"), as_json=PRODUCTION)
