"""Turns the addresses of services (URLs) into what Django, Celery and Channels take."""

import ssl
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# Sessions that wait for ever hold locks that others wait for. Migrations lift the first (commands/migrate.py).
LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "10s",
}
CERTIFICATE = {"required": ssl.CERT_REQUIRED, "optional": ssl.CERT_OPTIONAL, "none": ssl.CERT_NONE}


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL URL; `?host=` names a folder with a Unix socket, `sslmode` and others pass."""
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
        "OPTIONS": {"connect_timeout": 5, **options, "options": _limits(options.get("options", ""))},
    }


def _limits(given: str) -> str:
    """Our limits first: what the URL says comes later and wins."""
    return " ".join([*(f"-c {name}={value}" for name, value in LIMITS.items()), given]).strip()


def broker(url: str) -> str:
    """The same Redis database in the form Celery takes."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={parse_qs(parts.query).get('db', ['0'])[0]}"
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/0'}"


def broker_tls(url: str) -> dict[str, Any] | None:
    """Celery's TLS settings for `rediss://`: certificates are checked unless the URL says otherwise; else None."""
    parts = urlsplit(url)
    if parts.scheme != "rediss":
        return None
    given = {name: values[0] for name, values in parse_qs(parts.query).items() if name.startswith("ssl_")}
    return {**given, "ssl_cert_reqs": CERTIFICATE[given.get("ssl_cert_reqs", "required")]}


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
