"""All settings. The environment is read in env.py only; production is safe by default."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from workhub.env import ROOT, load, local_secret_key

django_stubs_ext.monkeypatch()
# Read when langgraph is imported: only known types come back out of a checkpoint (agent.md §1.7).
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

ENV = load()
PRODUCTION = ENV.WORKHUB_ENV == "production"
BASE_DIR: Path = ROOT
DEBUG = ENV.WORKHUB_DEBUG
SECRET_KEY = ENV.SECRET_KEY or local_secret_key(ENV.WORKHUB_HOME)
ALLOWED_HOSTS = [h.strip() for h in ENV.ALLOWED_HOSTS.split(",") if h.strip()] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
PUBLIC_URL = ENV.PUBLIC_URL or f"http://127.0.0.1:{ENV.PORT}"
CSRF_TRUSTED_ORIGINS = [ENV.PUBLIC_URL] if ENV.PUBLIC_URL else []
COMPANY_NAME = ENV.COMPANY_NAME

INSTALLED_APPS = [
    "workhub.apps.WorkHubConfig",
    "apps.agent",
    "apps.jobs",
    "apps.crews",
    "apps.notifications",
    "apps.core",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "channels",
    "ninja",
    "allauth",
    "allauth.account",
    "django_celery_beat",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workhub.middleware.ContentSecurityPolicy",
    "workhub.middleware.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "workhub.urls"
ASGI_APPLICATION = "workhub.asgi.application"
WSGI_APPLICATION = "workhub.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workhub.context.company",
                "workhub.demo_sign_in.demo_people",
            ],
        },
    }
]


# --- PostgreSQL: the truth ---------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL URL; `?host=` names a folder with a Unix socket."""
    parts = urlsplit(url)
    options = {k: v[0] for k, v in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "workhub",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Under ASGI a request may run in any thread; kept connections would pile up to PostgreSQL's limit.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


DATABASES = {"default": database(ENV.DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must hold across processes and outlive Redis, so the cache lives in PostgreSQL (reliability.md §5.10).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # at the default of 300 a flood of names would push limits out
    }
}

# --- Redis: the doorbell -----------------------------------------------------------------------------------


def redis_database(number: int, *, socket_scheme: str = "unix", parameter: str = "db") -> str:
    """REDIS_URL pointed at one of its databases, in the form the client in question takes."""
    parts = urlsplit(ENV.REDIS_URL or "redis://127.0.0.1:6379")
    if parts.scheme == "unix":
        return f"{socket_scheme}://{parts.path}?{parameter}={number}"
    return f"{parts.scheme}://{parts.netloc}/{number}"


CHANNEL_LAYERS = {
    "default": {
        # The core layer polls; this one costs nothing while idle (performance.md §3).
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [redis_database(2)], "prefix": "workhub"},
    }
}
CELERY_BROKER_URL = redis_database(1, socket_scheme="redis+socket", parameter="virtual_host")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "polling_interval": 60,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 0,
    "unacked_restore_interval": 3600,
    "unacked_restore_throttle": 1,
    "health_check_interval": 0,
}
CELERY_TIMEZONE = ENV.TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"

# --- People ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "crews.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Emails are unique whatever their case, by a constraint on lower(email), which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "workhub.accounts.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

# --- Language, time, files ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.TIME_ZONE
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = ENV.WORKHUB_HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- Email -------------------------------------------------------------------------------------------------


def email(url: str) -> dict[str, Any]:
    """Django's email settings for an smtp:// (STARTTLS when a user is given) or smtps:// URL."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
    }


globals().update(email(ENV.EMAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.EMAIL_FROM

# --- The agent ---------------------------------------------------------------------------------------------
GROQ_API_KEY = ENV.GROQ_API_KEY
GROQ_BASE_URL = ENV.GROQ_BASE_URL
GROQ_MODEL_PLAN = ENV.GROQ_MODEL_PLAN
GROQ_MODEL_TRIAGE = ENV.GROQ_MODEL_TRIAGE

# --- What the browser is allowed ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "workhub.standing.out_of_date"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- Logs --------------------------------------------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.LOG_LEVEL},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "django.db.backends": {"level": "INFO"},
    },
}

# --- The office (django-unfold) ----------------------------------------------------------------------------
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": COMPANY_NAME,
    "SITE_HEADER": COMPANY_NAME,
    "SITE_SYMBOL": "handyman",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SITE_FAVICONS": [{"rel": "icon", "href": "workhub.office.favicon", "type": "image/svg+xml"}],
    "DASHBOARD_CALLBACK": "workhub.dashboard.context",
    "GLOBAL_CALLBACK": "workhub.glance.alarm.frame",
    "TABS": "workhub.office.tabs",
    "STYLES": ["workhub.office.stylesheet", "workhub.office.pages_stylesheet"],
    "SCRIPTS": ["workhub.office.live_script", "workhub.office.pages_script"],
    "ACCOUNT": {"navigation": "workhub.office.account_links"},
    "COLORS": {  # the portal's own teal
        "primary": {
            "50": "#effafb",
            "100": "#d7f1f4",
            "200": "#b3e3e9",
            "300": "#82d5e1",
            "400": "#45b3c4",
            "500": "#1d8b9c",
            "600": "#0b6675",
            "700": "#0b4f5c",
            "800": "#0d424d",
            "900": "#0f3740",
            "950": "#05252b",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "workhub.office.navigation",
    },
}
