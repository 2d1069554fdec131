"""The environment: what is read and what is refused. (test_deployment.py: .env.example knows all of it.)"""

from decimal import Decimal
from pathlib import Path
from pprint import pformat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.views.debug import SafeExceptionReporterFilter

from apps.crews.states import Role
from workhub.ai_settings import prices
from workhub.embedded import environment
from workhub.env import ROLES, Env, load, roles

PRODUCTION = {
    "WORKHUB_ENV": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
    "ALLOWED_HOSTS": "hub.example.com",
    "ALLAUTH_TRUSTED_PROXY_COUNT": "1",
    "DATABASE_URL": "postgresql://a@b/c",
    "REDIS_URL": "redis://b",
    "WORKHUB_DEBUG": "false",
}


def test_a_complete_production_environment_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    assert load().WORKHUB_ENV == "production"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "production needs SECRET_KEY"),
        ("SECRET_KEY", "short", "at least 43"),
        ("SECRET_KEY", "x" * 60, "at least 43 random"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", "0", "production needs ALLAUTH_TRUSTED_PROXY_COUNT"),
        ("ALLOWED_HOSTS", "", "production needs ALLOWED_HOSTS"),
        ("WORKHUB_DEBUG", "true", "WORKHUB_DEBUG must be off"),
        ("PORT", "eighty", "PORT"),
        ("WORKHUB_ENV", "prod", "WORKHUB_ENV"),
        ("MFA_REQUIRED_ROLES", "administrator,boss", "no role 'boss'"),
        ("GOOGLE_CLIENT_ID", "123.apps.example", "GOOGLE_CLIENT_SECRET is missing"),
        ("OIDC_CLIENT_SECRET", "x", "OIDC_SERVER_URL"),
        ("OIDC_SERVER_URL", "http://id.example.com", "OIDC"),
        ("GROQ_BASE_URL", "api.groq.com", "https://host/v1"),
        ("GROQ_BASE_URL", "https://host/v1?key=x", "https://host/v1"),
        ("GROQ_BASE_URL", "https://host/openai/v1/chat/completions", "nothing behind"),
        ("GROQ_PRICES", "openai/gpt-oss-20b=0.075/0.30", "model=0.15/0.075/0.60"),
        ("GROQ_PRICES", "openai/gpt-oss-20b=a/b/c", "model=0.15/0.075/0.60"),
        ("GROQ_PRICES", "0.1/0.1/0.1", "model=0.15/0.075/0.60"),
        ("AGENT_TOKENS_PER_DAY", "-1", "AGENT_TOKENS_PER_DAY"),
    ],
)
def test_what_is_wrong_stops_the_start_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    for key, good in {**PRODUCTION, name: value}.items():
        monkeypatch.setenv(key, good)
    with pytest.raises(ImproperlyConfigured, match=said):
        load()


def test_the_environment_shown_on_a_page_of_an_error_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's debug page prints every setting but those whose names sound secret, and ENV holds them all."""
    monkeypatch.setenv("GROQ_API_KEY", "gsk_canary")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary@host/name")
    env = Env()
    assert env.GROQ_API_KEY == "gsk_canary"
    assert "canary" not in pformat(SafeExceptionReporterFilter().cleanse_setting("ENV", env))
    assert "canary" not in f"{env} {env!r}"


def test_a_file_of_a_secret_may_be_named_in_the_env_file_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-a-file\n")
    monkeypatch.setattr(environment, "_dotenv", lambda: {"GROQ_API_KEY_FILE": str(tmp_path / "key")})
    monkeypatch.delenv("GROQ_API_KEY", raising=False)
    assert load().GROQ_API_KEY == "from-a-file"
    monkeypatch.setenv("GROQ_API_KEY", "said-outright")
    assert load().GROQ_API_KEY == "said-outright"


def test_the_roles_that_can_be_named_are_the_roles_there_are() -> None:
    assert sorted(ROLES) == sorted(Role.values)
    assert roles("administrator, crew_lead") == ["administrator", "crew_lead"]
    assert roles("none") == []


def test_a_service_that_anybody_could_pretend_to_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("OIDC_SERVER_URL", "http://id.example.com")
    with pytest.raises(ImproperlyConfigured, match="must begin with https"):
        load()
    monkeypatch.setenv("OIDC_SERVER_URL", "https://id.example.com")
    assert load().OIDC_CLIENT_ID == "x"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://api.groq.com",
        "http://127.0.0.1:8899",
        "https://host/v1",
        "https://host/api/v1/",
        "https://h/openai/v1",
    ],
)
def test_models_may_be_anywhere(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("GROQ_BASE_URL", address)
    assert address == load().GROQ_BASE_URL


def test_prices_are_read_by_model() -> None:
    assert prices("") == {}
    assert prices("a/b=0.15/0.075/0.60, c=1/1/2") == {
        "a/b": (Decimal("0.15"), Decimal("0.075"), Decimal("0.60")),
        "c": (Decimal(1), Decimal(1), Decimal(2)),
    }
