"""Every setting that comes from the environment: its name, type, default and meaning. Wrong values stop the start."""

import json
import re
import secrets
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from workhub import ai_settings
from workhub.embedded.environment import env_file, from_file

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "ALLAUTH_TRUSTED_PROXY_COUNT")
SHORTEST_SECRET = 20
SHORTEST_KEY = 43  # 256 random bits in base64
# Poolers hand a session from one client to the next: LISTEN, advisory locks and our time limits need one of our own.
POOLED_HOSTS = ("-pooler.", ".pooler.", "pgbouncer")
BUILDING = "collectstatic"  # runs where an image is built, before there are secrets and services
CONFIG = SettingsConfigDict(env_file=env_file(), env_ignore_empty=True, extra="ignore", case_sensitive=True)

AnyEnv = TypeVar("AnyEnv", bound=BaseSettings)


OIDC = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
SECURE_SERVER = re.compile(r"https://|http://(127\.0\.0\.1|localhost)[:/]")  # the same machine needs no TLS
# As in apps/crews/states.py, which needs settings to be read; a test holds the two together.
ROLES = ("administrator", "manager", "dispatcher", "crew_lead", "technician", "read_only", "api_client")
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")


def origins(value: str) -> list[str]:
    """The origins in a list separated by commas."""
    return [origin.strip() for origin in value.split(",") if origin.strip()]


def roles(value: str) -> list[str]:
    """The roles in a list separated by commas; none in `none`."""
    return [role.strip() for role in value.split(",") if role.strip() not in ("", "none")]


class Env(BaseSettings):
    """The environment, typed. `load()` turns what is wrong into one readable sentence per variable."""

    model_config = CONFIG

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Nothing but the kind: Django's debug page prints every setting, and this one holds all secrets."""
        return [("WORKHUB_ENV", self.WORKHUB_ENV)]

    WORKHUB_ENV: Literal["local", "production"] = Field(
        "local",
        description="`production` demands a secret key, hosts and services, and turns HTTPS rules on.",
    )
    WORKHUB_DEBUG: bool = Field(
        default=False,
        description="Readable error pages and one-click demo sign-in. Refused in production.",
    )
    WORKHUB_HOME: Path = Field(ROOT / ".workhub", description="Where local state lives: database, key, logs.")
    DATABASE_URL: str = Field(
        "",
        description="PostgreSQL, postgresql://user:password@host/name?sslmode=require. The server itself, not a "
        "pooler. Empty: embedded.",
    )
    REDIS_URL: str = Field(
        "",
        description="Redis, redis://host:6379/0, rediss:// for TLS or unix:///path?db=0. One database is enough. "
        "Empty: embedded.",
    )
    SECRET_KEY: str = Field("", description="At least 43 random characters. Made and kept locally when empty.")
    SECRET_KEY_OLD: str = Field(
        "",
        description="The key before this one, while it is being replaced: its sessions and links stay good, API tokens "
        "end.",
    )
    ALLOWED_HOSTS: str = Field("", description="Host names that may be asked for, separated by commas.")
    ALLAUTH_TRUSTED_PROXY_COUNT: int = Field(
        0,
        ge=0,
        le=9,
        description="How many proxies of yours stand before WorkHub; nobody else's X-Forwarded-… is believed. "
        "At least 1 in production.",
    )
    PUBLIC_URL: str = Field("", description="The address people use, for links in emails: https://hub.example.com")
    CORS_ALLOWED_ORIGINS: str = Field(
        "",
        description="Other sites whose pages may call the API, https://app.example.com, separated by commas.",
    )
    CORS_ALLOW_CREDENTIALS: bool = Field(
        default=False,
        description="Let those sites send WorkHub's cookies as well. Tokens do not need it.",
    )
    ACCESS_TOKEN_SECONDS: int = Field(300, ge=60, le=3600, description="How long an API access token is good.")
    REFRESH_TOKEN_SECONDS: int = Field(
        86_400,
        ge=3600,
        le=2_592_000,
        description="How long an API sign-in lasts without being used; never longer than SESSION_IDLE_HOURS.",
    )
    COMPANY_NAME: str = Field("WorkHub", description="Shown on pages and in emails.")
    TIME_ZONE: str = Field("America/New_York", description="The company's time zone (IANA name).")
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    LOG_FORMAT: Literal["", "text", "json"] = Field(
        "", description="`text` or `json`, a line each. Empty: json in production, else text."
    )
    SENTRY_DSN: str = Field(
        "", description="Where errors are reported (Sentry or what speaks like it). Empty: nowhere."
    )
    SENTRY_ENVIRONMENT: str = Field("", description="The name of this installation there. Empty: WORKHUB_ENV.")
    SENTRY_RELEASE: str = Field("", description="The version there, such as a commit.")
    SENTRY_TRACES_SAMPLE_RATE: float = Field(
        0.0, ge=0, le=1, description="The share of requests whose timing is reported there, 0 to 1."
    )
    EMAIL_URL: str = Field(
        "",
        description="smtp://user:password@host:587 (smtps:// for TLS from the start). Empty: printed, not sent.",
    )
    EMAIL_FROM: str = Field("WorkHub <workhub@localhost>", description="The sender of emails.")
    REQUESTS_ADDRESS: str = Field(
        "",
        description="Where customers write to: requests@hub.example.com. Answers to questions come back to it with "
        "+… before the @, which the mail server must deliver there too.",
    )
    REQUESTS_MAILBOX: str = Field(
        "",
        description="The mailbox of that address, imaps://user:password@host/INBOX (imap:// for STARTTLS): read every "
        "five minutes, and by `manage.py fetch_requests`. Empty: none.",
    )
    REQUESTS_WEBHOOK_SECRET: str = Field(
        "",
        description="name:password. Lets an email service hand emails in at /anymail/…/inbound/ with it as basic "
        "authentication (see django-anymail). Empty: there is no such address.",
    )
    GROQ_API_KEY: str = Field("", description="Turns the Groq brain on. Empty: the rules brain decides.")
    GROQ_BASE_URL: str = Field(
        "",
        description="Another address that speaks OpenAI's or Groq's protocol: the host, or ending with /v1 or "
        "/openai/v1. Empty: Groq.",
    )
    GROQ_MODEL_PLAN: str = Field("openai/gpt-oss-120b", description="Model that plans.")
    GROQ_MODEL_TRIAGE: str = Field("openai/gpt-oss-20b", description="Model that reads messages.")
    GROQ_PATIENCE: float = Field(
        20, gt=0, le=120, description="Seconds that one message may wait for the models in all; then the rules decide."
    )
    GROQ_PRICES: str = Field(
        "openai/gpt-oss-120b=0.15/0.075/0.60,openai/gpt-oss-20b=0.075/0.0375/0.30",
        description="What models cost, for the pages: model=in/in that was read before/out, in dollars per million "
        "tokens, separated by commas.",
    )
    AGENT_TOKENS_PER_RUN: int = Field(
        30_000, ge=0, description="Tokens of models that one message may take; then the rules decide. 0: no limit."
    )
    AGENT_TOKENS_PER_PERSON: int = Field(
        500_000, ge=0, description="Tokens that one person's messages may take a day. 0: no limit."
    )
    AGENT_TOKENS_PER_DAY: int = Field(
        5_000_000, ge=0, description="Tokens that everybody's messages together may take a day. 0: no limit."
    )
    POSITION_DAYS: int = Field(
        30,
        ge=0,
        le=3650,
        description="Days for which it is kept where people checked in and out, if they allow it. 0: not at all.",
    )
    OVERTIME_DAILY_HOURS: float = Field(
        8, ge=0, le=24, description="Hours a day after which work is overtime. 0: no such rule."
    )
    OVERTIME_WEEKLY_HOURS: float = Field(
        40, ge=0, le=168, description="Hours a week, from Monday, after which work is overtime. 0: no such rule."
    )
    PURCHASE_LIMIT_MANAGER: Decimal = Field(
        Decimal(500),
        ge=0,
        max_digits=12,
        decimal_places=2,
        description="The largest amount of a staff request that a manager may approve; above it an administrator does.",
    )
    PORT: int = Field(8000, ge=1, le=65535, description="Where the web process listens.")
    STATIC_ROOT: Path = Field(ROOT / "staticfiles", description="Where collectstatic puts what browsers load.")
    SESSION_IDLE_HOURS: int = Field(72, ge=1, description="Hours without a request after which one signs in again.")
    SESSION_LONGEST_DAYS: int = Field(
        14, ge=1, description="Days after which people and programs sign in again in any case."
    )
    MFA_REQUIRED_ROLES: str = Field(
        "administrator",
        description="Roles that must sign in with a second step, separated by commas; `none`: nobody must. Not asked "
        "for with WORKHUB_DEBUG, so that the demo company can be tried.",
    )
    INVITATION_DAYS: int = Field(7, ge=1, le=60, description="Days for which the link in an invitation is good.")
    GOOGLE_CLIENT_ID: str = Field("", description="With its secret: people may sign in with Google.")
    GOOGLE_CLIENT_SECRET: str = Field("", description="The secret that goes with GOOGLE_CLIENT_ID.")
    OIDC_SERVER_URL: str = Field(
        "",
        description="Another service that people may sign in with (OpenID Connect), https://id.example.com: where "
        "/.well-known/openid-configuration is.",
    )
    OIDC_CLIENT_ID: str = Field("", description="What that service calls WorkHub.")
    OIDC_CLIENT_SECRET: str = Field("", description="The secret that goes with OIDC_CLIENT_ID.")
    OIDC_NAME: str = Field("your company account", description="What people call that service: Sign in with …")

    @model_validator(mode="after")
    def _database_is_no_pooler(self) -> "Env":
        parts = urlsplit(self.DATABASE_URL)
        if parts.port == 6543 or any(sign in (parts.hostname or "") for sign in POOLED_HOSTS):
            raise ValueError(
                "DATABASE_URL names a connection pooler. WorkHub listens and locks in sessions of its own: take the "
                "direct address of the database"
            )
        return self

    @field_validator("CORS_ALLOWED_ORIGINS")
    @classmethod
    def _origins_are_origins(cls, value: str) -> str:
        for origin in origins(value):
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"write {origin!r} as scheme and host, with nothing behind: https://app.example.com")
        return value

    @field_validator("GROQ_BASE_URL")
    @classmethod
    def _models_have_an_address(cls, value: str) -> str:
        if value and not ai_settings.ADDRESS.fullmatch(value):
            raise ValueError("write it as https://host, https://host/v1 or https://host/openai/v1, with nothing behind")
        return value

    @field_validator("GROQ_PRICES")
    @classmethod
    def _prices_are_prices(cls, value: str) -> str:
        ai_settings.prices(value)
        return value

    @field_validator("REQUESTS_MAILBOX")
    @classmethod
    def _mailbox_is_whole(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (parts.scheme in ("imap", "imaps") and parts.hostname and parts.username and parts.password):
            raise ValueError("write it as imaps://user:password@host/INBOX")
        return value

    @field_validator("REQUESTS_WEBHOOK_SECRET")
    @classmethod
    def _secret_has_a_name(cls, value: str) -> str:
        name, _colon, password = value.partition(":")
        if value and not (name and len(password) >= SHORTEST_SECRET):
            raise ValueError(f"write a name, a colon and at least {SHORTEST_SECRET} random characters")
        return value

    @field_validator("MFA_REQUIRED_ROLES")
    @classmethod
    def _roles_are_roles(cls, value: str) -> str:
        for role in roles(value):
            if role not in ROLES:
                raise ValueError(f"there is no role {role!r}; there are {', '.join(ROLES)}, and none")
        return value

    @model_validator(mode="after")
    def _other_sign_ins_are_whole(self) -> "Env":
        for names in (("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"), OIDC):
            given = [name for name in names if getattr(self, name)]
            if given and len(given) < len(names):
                raise ValueError(f"{', '.join(names)} belong together: {', '.join(set(names) - set(given))} is missing")
        if self.OIDC_SERVER_URL and not SECURE_SERVER.match(self.OIDC_SERVER_URL):
            raise ValueError("OIDC_SERVER_URL must begin with https://, or nobody can tell who answers")
        return self

    @model_validator(mode="after")
    def _production_is_complete(self) -> "Env":
        if self.WORKHUB_ENV != "production" or _building():
            return self
        missing = [name for name in NEEDED if not getattr(self, name)]
        if missing:
            raise ValueError(f"production needs {', '.join(missing)}")
        if self.WORKHUB_DEBUG:
            raise ValueError("WORKHUB_DEBUG must be off in production")
        if len(self.SECRET_KEY) < SHORTEST_KEY or len(set(self.SECRET_KEY)) < 5:
            raise ValueError(f"SECRET_KEY must have at least {SHORTEST_KEY} random characters in production")
        return self


class ProcessEnv(BaseSettings):
    """What the Procfile's processes and the embedded services read, and Django does not."""

    model_config = CONFIG

    HOST: str = Field("127.0.0.1", description="The address the web process listens on; 0.0.0.0 for all.")
    WEB_CONCURRENCY: int = Field(1, ge=1, description="Web processes. Two fit into 512 MB.")
    WEB_CONNECTIONS: int = Field(
        20, ge=2, description="Database connections of one web process at most; requests beyond them wait their turn."
    )
    WORKER_CONCURRENCY: int = Field(4, ge=1, description="Threads of the worker.")
    WORKHUB_EMBEDDED_FSYNC: Literal["0", "1"] = Field(
        "1", description="0 makes the embedded PostgreSQL quicker and unsafe: for tests only."
    )
    WORKHUB_ENV_FILE: str = Field(
        "", description="Another file than .env that these are read from. (Only in the environment itself.)"
    )


def load() -> Env:
    """Read and check the environment; a variable may also come from the file that NAME_FILE names.

    Raises:
        ImproperlyConfigured: a value is wrong or missing; the text names each variable.
    """
    return _with_embedded(_read(Env))


def load_for_processes() -> ProcessEnv:
    """Read and check what is not Django's.

    Raises:
        ImproperlyConfigured: a value is wrong; the text names each variable.
    """
    return _read(ProcessEnv)


def _read(kind: type[AnyEnv]) -> AnyEnv:
    try:
        mounted: dict[str, Any] = {name: text for name in kind.model_fields if (text := from_file(name))}
        return kind(**mounted)
    except OSError as error:
        raise ImproperlyConfigured(f"The file {error.filename} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc'])) or 'environment'}: {e['msg']}" for e in error.errors()]
        raise ImproperlyConfigured("The environment is not right.\n  " + "\n  ".join(lines)) from None


def _building() -> bool:
    return sys.argv[1:2] == [BUILDING] and Path(sys.argv[0]).name == "manage.py"


def _with_embedded(env: Env) -> Env:
    """Fill the addresses of services that `manage.py up` runs, as it wrote them to services.json."""
    file = env.WORKHUB_HOME / "services.json"
    if (env.DATABASE_URL and env.REDIS_URL) or not file.exists():
        return env
    known = json.loads(file.read_text())
    return env.model_copy(
        update={
            "DATABASE_URL": env.DATABASE_URL or known["database_url"],
            "REDIS_URL": env.REDIS_URL or known["redis_url"],
        }
    )


def local_secret_key(home: Path) -> str:
    """The key of this installation: made once, kept in a file only its owner can read."""
    file = home / "secret_key"
    if not file.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{secrets.token_hex(4)}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(64))
        if not file.exists():
            temporary.rename(file)
        else:
            temporary.unlink()
    return file.read_text().strip()
