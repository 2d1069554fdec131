"""All settings. The environment is read in env.py only; production is safe by default."""

import logging
import os
import warnings
from pathlib import Path
from typing import Any

import django_stubs_ext
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from workhub import addresses, logs, sentry, sign_in_services
from workhub.ai_settings import prices
from workhub.env import ROOT, load, local_secret_key, origins, roles

django_stubs_ext.monkeypatch()
# Read when langgraph is imported: only known types come back out of a checkpoint (agent.md §1.7).
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

ENV = load()
PRODUCTION = ENV.WORKHUB_ENV == "production"
BASE_DIR: Path = ROOT
DEBUG = ENV.WORKHUB_DEBUG
SECRET_KEY = ENV.SECRET_KEY or local_secret_key(ENV.WORKHUB_HOME)
SECRET_KEY_FALLBACKS = [ENV.SECRET_KEY_OLD] if ENV.SECRET_KEY_OLD else []
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
    "workhub.office_site.OfficeConfig",
    # Its pages are loaded with the urls: worker, beat and relay have none, and a relay's start is waited for.
    "django.contrib.admin.apps.SimpleAdminConfig",
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
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "allauth.headless",
    "corsheaders",
    "django_guid",
    "django_celery_beat",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "workhub.edges.request_id.sane_request_id",
    "django_guid.middleware.guid_middleware",
    "workhub.middleware.AccessLog",
    "workhub.middleware.ContentSecurityPolicy",
    "workhub.middleware.BrowserRules",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "workhub.middleware.Alive",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Inside WhiteNoise, whose files are compressed already; around everything that writes an answer.
    "django.middleware.gzip.GZipMiddleware",
    "workhub.edges.middleware.Edges",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "workhub.second_step.SecondStepFirst",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "workhub.urls"
CSRF_FAILURE_VIEW = "workhub.edges.pages.csrf_failure"
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
DATABASES = {"default": addresses.database(ENV.DATABASE_URL)}
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
# One database is enough, and hosted ones have no other: names keep Celery and Channels apart.
REDIS_URL = ENV.REDIS_URL or "redis://127.0.0.1:6379"
REDIS_PREFIX = "workhub:"
CHANNEL_LAYERS = {
    "default": {
        # The core layer polls; this one costs nothing while idle (performance.md §3).
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{REDIS_PREFIX}live"},
    }
}
CELERY_BROKER_URL = addresses.broker(REDIS_URL)
CELERY_BROKER_USE_SSL = addresses.broker_tls(REDIS_URL)
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
    "global_keyprefix": REDIS_PREFIX,
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
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = (
    {"Service requests by email": {"task": "workhub.tasks.fetch_requests", "schedule": 300.0}}
    if ENV.REQUESTS_MAILBOX
    else {}
)
CELERY_RESULT_EXPIRES = None  # there are no results to clean up; celery-beat would add a daily task for it

# --- People ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "crews.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Emails are unique whatever their case, by a constraint on lower(email), which W004 does not see. The key's length is
# env.py's to judge: 43 characters of base64 are 256 bits, W009 wants 50.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W009"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_RATE_LIMITS = {"service_request": "10/h/ip"}  # besides allauth's own; kept in the database's cache
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "workhub.accounts.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address each; the new one counts once it is confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"login": "workhub.account_forms.SignIn", "add_email": "workhub.account_forms.AnotherAddress"}
INVITATION_DAYS = ENV.INVITATION_DAYS
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

# --- A second step, and signing in with other services (docs/adr/0020) ---------------------------------------
# Whoever tries the demo company has no phone at hand for Ada; debug mode is refused in production.
MFA_REQUIRED_ROLES = frozenset(() if DEBUG else roles(ENV.MFA_REQUIRED_ROLES))
MFA_ADAPTER = "workhub.second_step.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # codes of 30 s before and after: phones' clocks
MFA_TOTP_ISSUER = COMPANY_NAME
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up with somebody else's address: administrators write them down
MFA_FORMS = {
    "add_webauthn": "workhub.account_forms.AddPasskey",
    "activate_totp": "workhub.account_forms.ActivateTOTP",
    "authenticate": "workhub.account_forms.Authenticate",
    "login_webauthn": "workhub.account_forms.SignInWithPasskey",
    "reauthenticate": "workhub.account_forms.Reauthenticate",
}
SOCIALACCOUNT_ADAPTER = "workhub.service_sign_in.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_in_services.configured(ENV), "OAUTH_PKCE_ENABLED": True}}

# --- Calling from outside (docs/adr/0011) -------------------------------------------------------------------
HEADLESS_CLIENTS = ("app",)
HEADLESS_TOKEN_STRATEGY = "workhub.tokens.TokenStrategy"  # noqa: S105  (a class, no secret)
HEADLESS_JWT_ALGORITHM = "HS256"
HEADLESS_JWT_PRIVATE_KEY = salted_hmac(
    "workhub.tokens", "signing key", secret=SECRET_KEY, algorithm="sha256"
).hexdigest()
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True
HEADLESS_JWT_ROTATE_REFRESH_TOKEN = True
HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = ENV.ACCESS_TOKEN_SECONDS
HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN = ENV.REFRESH_TOKEN_SECONDS
NINJA_NUM_PROXIES = ENV.ALLAUTH_TRUSTED_PROXY_COUNT  # at ninja's default whoever asks names their own address
CORS_ALLOWED_ORIGINS = origins(ENV.CORS_ALLOWED_ORIGINS)
CORS_ALLOW_CREDENTIALS = ENV.CORS_ALLOW_CREDENTIALS
CORS_URLS_REGEX = r"^/(api|_allauth)/"
CORS_ALLOW_HEADERS = [
    *default_headers,
    "if-match",
    "if-none-match",
    "idempotency-key",
    "x-session-token",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Location", "X-Request-ID", "Retry-After", "Idempotency-Replayed"]
if CORS_ALLOW_CREDENTIALS:
    CSRF_TRUSTED_ORIGINS = [*CSRF_TRUSTED_ORIGINS, *CORS_ALLOWED_ORIGINS]
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "VALIDATE_GUID": False, "EXPOSE_HEADER": False}

# --- Language, time, files ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.TIME_ZONE
STATIC_URL = "/static/"
STATIC_ROOT = ENV.STATIC_ROOT
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
PURCHASE_LIMIT_MANAGER = ENV.PURCHASE_LIMIT_MANAGER
LARGEST_FILE = 15 * 2**20  # bytes of one file that people bring
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
REQUEST_WITH_FILES_MAX_SIZE = 52_428_800

# --- Email -------------------------------------------------------------------------------------------------
globals().update(addresses.email(ENV.EMAIL_URL))
REQUESTS_ADDRESS = ENV.REQUESTS_ADDRESS
REQUESTS_MAILBOX = ENV.REQUESTS_MAILBOX
ANYMAIL = {"WEBHOOK_SECRET": ENV.REQUESTS_WEBHOOK_SECRET} if ENV.REQUESTS_WEBHOOK_SECRET else {}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.EMAIL_FROM

# --- Attendance --------------------------------------------------------------------------------------------
POSITION_DAYS = ENV.POSITION_DAYS
OVERTIME_DAILY_HOURS = ENV.OVERTIME_DAILY_HOURS
OVERTIME_WEEKLY_HOURS = ENV.OVERTIME_WEEKLY_HOURS

# --- The agent ---------------------------------------------------------------------------------------------
GROQ_API_KEY = ENV.GROQ_API_KEY
GROQ_BASE_URL = ENV.GROQ_BASE_URL
GROQ_MODEL_PLAN = ENV.GROQ_MODEL_PLAN
GROQ_MODEL_TRIAGE = ENV.GROQ_MODEL_TRIAGE
GROQ_PATIENCE = ENV.GROQ_PATIENCE
GROQ_PRICES = prices(ENV.GROQ_PRICES)
AGENT_TOKENS_PER_RUN = ENV.AGENT_TOKENS_PER_RUN
AGENT_TOKENS_PER_PERSON = ENV.AGENT_TOKENS_PER_PERSON
AGENT_TOKENS_PER_DAY = ENV.AGENT_TOKENS_PER_DAY

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
SESSION_ENGINE = "workhub.sessions"
SESSION_IDLE_SECONDS = ENV.SESSION_IDLE_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = ENV.SESSION_LONGEST_DAYS * 24 * 3600
# Only proxies of our own may say by what scheme and from where a browser came: anybody else only claims it.
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.ALLAUTH_TRUSTED_PROXY_COUNT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.ALLAUTH_TRUSTED_PROXY_COUNT else None
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # `__Host-`: browsers take such a cookie only by HTTPS, for this host and all of its paths.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

# --- Logs --------------------------------------------------------------------------------------------------
logging.captureWarnings(PRODUCTION)
# Static files are read in one go, in a thread: they are small, and a proxy or browser keeps them for a year.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
LOGGING = logs.configuration(ENV, SECRET_KEY)
SENTRY = sentry.begin(ENV, SECRET_KEY)

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
