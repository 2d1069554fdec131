"""A person's own sign-ins, what strangers learn, and limits that need no Redis."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from apps.crews.models import User
from tests.api.programs import Program, is_problem
from tests.conftest import Cast

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> None:
    cache.clear()


def by_form(email: str, password: str) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130 Safari/537")
    client.post("/accounts/login/", {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/api/v1/me").status_code == 200)


# --- devices ---


def test_devices_are_listed_in_words(cast: Cast) -> None:
    client = by_form("ana@example.com", "ana")
    by_form("ana@example.com", "ana")
    page = client.get("/accounts/sessions/").content.decode()
    assert page.count("Chrome on Android") == 2
    assert page.count("This one") == 1


def test_all_others_are_signed_out_and_this_one_is_not(cast: Cast) -> None:
    here, there, program = by_form("ana@example.com", "ana"), by_form("ana@example.com", "ana"), Program()
    program.sign_in(cast.ana)
    here.post("/accounts/sessions/")
    assert is_in(here)
    assert not is_in(there)
    assert is_problem(program.get("/api/v1/me"), 401)


def test_everywhere_is_here_too(cast: Cast) -> None:
    here, there, ben = by_form("ana@example.com", "ana"), by_form("ana@example.com", "ana"), Program()
    ben.sign_in(cast.ben)
    assert here.post("/accounts/sessions/end/")["Location"] == "/accounts/login/"
    assert not is_in(here)
    assert not is_in(there)
    assert ben.get("/api/v1/me").status_code == 200
    assert is_in(by_form("ana@example.com", "ana"))


def test_nobody_ends_anything_by_looking_or_without_signing_in(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ana).get("/accounts/sessions/end/").status_code == 405
    assert "/accounts/login/" in Client().post("/accounts/sessions/end/")["Location"]


# --- addresses ---


def test_a_new_address_counts_when_it_is_confirmed_and_not_before(cast: Cast) -> None:
    client = by_form("ana@example.com", "ana")
    client.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": "ana"})
    client.post("/accounts/email/", {"email": "ana.silva@example.com", "action_add": ""})
    cast.ana.refresh_from_db()
    assert cast.ana.email == "ana@example.com"
    letter = next(m for m in mail.outbox if m.to == ["ana.silva@example.com"])
    link = next(word for word in str(letter.body).split() if "confirm-email" in word)
    client.post(link.removeprefix("http://testserver"))
    cast.ana.refresh_from_db()
    assert cast.ana.email == "ana.silva@example.com"
    assert [m.to for m in mail.outbox if "was changed" in m.subject] == [["ana@example.com"]]


def test_somebody_elses_address_is_not_taken(cast: Cast) -> None:
    client = by_form("ana@example.com", "ana")
    client.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": "ana"})
    client.post("/accounts/email/", {"email": "dana@example.com", "action_add": ""})
    assert not EmailAddress.objects.filter(email="dana@example.com", user=cast.ana, verified=True).exists()
    assert User.objects.get(pk=cast.dana.pk).email == "dana@example.com"


# --- strangers learn nothing ---


def _plain(answer: Any) -> str:
    return f"{answer.status_code} {answer.get('Location', '')}"


def test_a_new_password_is_promised_to_known_and_unknown_alike(cast: Cast) -> None:
    known = Client().post("/accounts/password/reset/", {"email": "ana@example.com"})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert _plain(known) == _plain(unknown)
    # Each costs one email, so the time says nothing either; neither has a link to sign up.
    assert [m.to[0] for m in mail.outbox] == ["ana@example.com", "nobody@example.com"]
    assert not [m for m in mail.outbox if "signup" in str(m.body)]


def test_a_wrong_password_and_a_stranger_look_the_same(cast: Cast) -> None:
    def told(email: str) -> str:
        page = Client().post("/accounts/login/", {"login": email, "password": "wrong-wrong"}).content.decode()
        return page[page.index("form-error") :][:200]

    assert told("ana@example.com") == told("nobody@example.com")


def test_both_cost_the_same_work(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is hashed for a stranger as well: the time does not tell them apart."""
    hashed: list[str] = []
    real = User.check_password

    def noted(user: User, raw: str) -> bool:
        hashed.append("known")
        return bool(real(user, raw))

    set_real = User.set_password

    def noted_of_stranger(user: User, raw: str) -> None:
        hashed.append("unknown")
        set_real(user, raw)

    monkeypatch.setattr(User, "check_password", noted)
    monkeypatch.setattr(User, "set_password", noted_of_stranger)
    by_form("ana@example.com", "wrong-wrong")
    by_form("nobody@example.com", "wrong-wrong")
    assert set(hashed) == {"known", "unknown"}


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_signing_in_never_leads_out_of_workhub(cast: Cast, where: str) -> None:
    answer = Client().post("/accounts/login/", {"login": "ana@example.com", "password": "ana", "next": where})
    assert answer["Location"] == "/"


# --- limits ---


def test_guessing_is_stopped_without_redis(cast: Cast, settings: Any) -> None:
    """The count is a row of PostgreSQL: Redis is not asked, and its loss forgets nothing."""
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1"  # nobody is there
    for _ in range(5):
        by_form("ana@example.com", "wrong-wrong")
    assert not is_in(by_form("ana@example.com", "ana"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert cursor.fetchone()[0] > 0
    cache.clear()
    assert is_in(by_form("ana@example.com", "ana"))
