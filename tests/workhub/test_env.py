"""The environment: what is read, what is refused, and that .env.example knows all of it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from workhub.env import ROOT, Env, load

PRODUCTION = {
    "WORKHUB_ENV": "production",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "hub.example.com",
    "DATABASE_URL": "postgresql://a@b/c",
    "REDIS_URL": "redis://b",
    "WORKHUB_DEBUG": "false",
}


def test_the_example_explains_every_variable() -> None:
    example = (ROOT / ".env.example").read_text()
    for name, field in Env.model_fields.items():
        assert f"# {field.description}\n# {name}=" in example


def test_a_complete_production_environment_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    assert load().WORKHUB_ENV == "production"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "production needs SECRET_KEY"),
        ("SECRET_KEY", "short", "at least 50"),
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
