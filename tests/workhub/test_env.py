"""The environment: what is read and what is refused. (test_deployment.py: .env.example knows all of it.)"""

import pytest
from django.core.exceptions import ImproperlyConfigured

from workhub.env import load

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
    ],
)
def test_what_is_wrong_stops_the_start_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    for key, good in {**PRODUCTION, name: value}.items():
        monkeypatch.setenv(key, good)
    with pytest.raises(ImproperlyConfigured, match=said):
        load()
