"""Every setting that comes from the environment: its name, type, default and meaning. Wrong values stop the start."""

import json
import re
import secrets
from pathlib import Path
from typing import Literal

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")


def origins(value: str) -> list[str]:
    """The origins in a list separated by commas."""
    return [origin.strip() for origin in value.split(",") if origin.strip()]


class Env(BaseSettings):
    """The environment, typed. `load()` turns what is wrong into one readable sentence per variable."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", case_sensitive=True)

    WORKHUB_ENV: Literal["local", "production"] = Field(
        "local",
        description="`production` demands a secret key, hosts and services, and turns HTTPS rules on.",
    )
    WORKHUB_DEBUG: bool = Field(
        default=False,
        description="Readable error pages and one-click demo sign-in. Refused in production.",
    )
    WORKHUB_HOME: Path = Field(ROOT / ".workhub", description="Where local state lives: database, key, logs.")
    DATABASE_URL: str = Field("", description="PostgreSQL, postgresql://user:password@host/name. Empty: embedded.")
    REDIS_URL: str = Field("", description="Redis, redis://host:6379/0 or unix:///path?db=0. Empty: embedded.")
    SECRET_KEY: str = Field("", description="At least 50 random characters. Made and kept locally when empty.")
    ALLOWED_HOSTS: str = Field("", description="Host names that may be asked for, separated by commas.")
    PUBLIC_URL: str = Field("", description="The address people use, for links in emails: https://hub.example.com")
    CORS_ALLOWED_ORIGINS: str = Field(
        "",
        description="Other sites whose pages may call the API, https://app.example.com, separated by commas.",
    )
    CORS_ALLOW_CREDENTIALS: bool = Field(
        default=False,
        description="Let those sites send WorkHub's cookies as well. Tokens do not need it.",
    )
    ALLAUTH_TRUSTED_PROXY_COUNT: int = Field(
        0,
        ge=0,
        le=9,
        description="Proxies of yours in front of WorkHub; sign-in limits believe what these add to X-Forwarded-For.",
    )
    ACCESS_TOKEN_SECONDS: int = Field(300, ge=60, le=3600, description="How long an API access token is good.")
    REFRESH_TOKEN_SECONDS: int = Field(
        86_400,
        ge=3600,
        le=2_592_000,
        description="How long an API sign-in lasts without being used.",
    )
    COMPANY_NAME: str = Field("WorkHub", description="Shown on pages and in emails.")
    TIME_ZONE: str = Field("America/New_York", description="The company's time zone (IANA name).")
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    EMAIL_URL: str = Field(
        "",
        description="smtp://user:password@host:587 (smtps:// for TLS from the start). Empty: printed, not sent.",
    )
    EMAIL_FROM: str = Field("WorkHub <workhub@localhost>", description="The sender of emails.")
    GROQ_API_KEY: str = Field("", description="Turns the Groq brain on. Empty: the rules brain decides.")
    GROQ_BASE_URL: str = Field("", description="Another address that speaks Groq's protocol (host root).")
    GROQ_MODEL_PLAN: str = Field("openai/gpt-oss-120b", description="Model that plans.")
    GROQ_MODEL_TRIAGE: str = Field("openai/gpt-oss-20b", description="Model that reads messages.")
    GROQ_PATIENCE: float = Field(
        20, gt=0, le=120, description="Seconds that one message may wait for the models in all; then the rules decide."
    )
    PORT: int = Field(8000, ge=1, le=65535, description="Where the web process listens.")

    @field_validator("CORS_ALLOWED_ORIGINS")
    @classmethod
    def _origins_are_origins(cls, value: str) -> str:
        for origin in origins(value):
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"write {origin!r} as scheme and host, with nothing behind: https://app.example.com")
        return value

    @model_validator(mode="after")
    def _production_is_complete(self) -> "Env":
        if self.WORKHUB_ENV != "production":
            return self
        missing = [n for n in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL") if not getattr(self, n)]
        if missing:
            raise ValueError(f"production needs {', '.join(missing)}")
        if self.WORKHUB_DEBUG:
            raise ValueError("WORKHUB_DEBUG must be off in production")
        if len(self.SECRET_KEY) < 50:
            raise ValueError("SECRET_KEY must have at least 50 characters in production")
        return self


def load() -> Env:
    """Read and check the environment.

    Raises:
        ImproperlyConfigured: a value is wrong or missing; the text names each variable.
    """
    try:
        env = Env()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc'])) or 'environment'}: {e['msg']}" for e in error.errors()]
        raise ImproperlyConfigured("The environment is not right.\n  " + "\n  ".join(lines)) from None
    return _with_embedded(env)


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
