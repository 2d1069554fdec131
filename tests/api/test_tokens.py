"""Sign-in by token: who gets one, what it opens, and everything that ends it."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from apps.core.models import AuditEntry
from apps.crews.actions import deactivate_user, reactivate_user
from apps.crews.models import User
from apps.jobs.models import Visit
from tests.api.programs import APP, Program, is_problem, password_of
from tests.conftest import NOW, Cast
from tests.racing import race

SignedIn = Callable[[User], Client]
FEED = "/api/v1/feed"


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> None:
    cache.clear()


@pytest.fixture
def ana(cast: Cast) -> Program:
    program = Program()
    assert program.sign_in(cast.ana).status_code == 200
    return program


def depart(program: Program, visit: Visit) -> Any:
    return program.post("/api/v1/commands/visit.depart", {"visit_id": str(visit.public_id)})


def refused(program: Program, **more: Any) -> bool:
    answer = program.get(FEED, **more)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "detail" not in answer.json()
    return is_problem(answer, 401, "not_signed_in")


# --- in ---


def test_a_token_opens_the_api_without_cookie_or_csrf_secret(ana: Program, cast: Cast, visit: Visit) -> None:
    assert depart(ana, visit).status_code == 200
    entry = AuditEntry.objects.get(command="visit.depart", outcome="done")
    assert (entry.user, entry.via) == (cast.ana, "api")


def test_a_token_gives_its_own_persons_rights_only(cast: Cast, visit: Visit) -> None:
    program = Program()
    program.sign_in(cast.charlie)
    assert is_problem(depart(program, visit), 404, "not_found")


def test_the_answer_says_how_long_the_token_is_good(cast: Cast) -> None:
    meta = Program().sign_in(cast.ana).json()["meta"]
    assert (meta["is_authenticated"], meta["expires_in"]) == (True, 300)


def test_a_wrong_password_and_a_stranger_look_the_same(cast: Cast) -> None:
    wrong = Program().sign_in(cast.ana, "wrong")
    stranger = Program().sign_in(User(email="nobody@example.com", name="Nobody"), "wrong")
    assert is_problem(wrong, 400, "email_password_mismatch")
    assert wrong.json() | {"request_id": ""} == stranger.json() | {"request_id": ""}


@pytest.mark.parametrize(
    "path", ["auth/signup", "account/email", "auth/email/verify", "account/phone", "config", "auth/code/confirm"]
)
def test_nobody_signs_up_or_changes_emails_here(path: str) -> None:
    assert is_problem(Program().post(f"{APP}/{path}", {}, token=None), 404, "not_found")


def test_the_browser_client_of_allauth_is_not_there(db: None) -> None:
    assert is_problem(Client().get("/_allauth/browser/v1/auth/session"), 404)


# --- the browser's session beside it ---


def test_a_session_without_its_csrf_secret_changes_nothing(cast: Cast, visit: Visit) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    answer = client.post(
        "/api/v1/commands/visit.depart", {"visit_id": str(visit.public_id)}, content_type="application/json"
    )
    assert is_problem(answer, 403, "csrf_failed")
    visit.refresh_from_db()
    assert visit.status == "dispatched"


def test_a_session_with_its_csrf_secret_works_as_before(cast: Cast, visit: Visit) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    secret = "a" * 32
    client.cookies[django_settings.CSRF_COOKIE_NAME] = secret
    answer = client.post(
        "/api/v1/commands/visit.depart",
        {"visit_id": str(visit.public_id)},
        content_type="application/json",
        headers={"X-CSRFToken": secret},
    )
    assert answer.status_code == 200


def test_a_stranger_is_told_to_sign_in_and_not_about_a_secret(visit: Visit) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/api/v1/commands/visit.depart", {}, content_type="application/json")
    assert is_problem(answer, 401, "not_signed_in")


def test_a_bad_token_is_not_saved_by_a_good_cookie(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ana).get(FEED, headers={"Authorization": "Bearer nonsense"})
    assert is_problem(answer, 401, "not_signed_in")


def test_a_signed_out_session_is_out(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    kept = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    client.logout()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = kept
    assert is_problem(client.get(FEED), 401)


# --- out ---


def test_signing_out_ends_the_tokens_at_once(ana: Program) -> None:
    ana.sign_out()
    assert refused(ana)
    assert is_problem(ana.renew(), 400)


def test_one_sign_in_ends_and_the_other_goes_on(ana: Program, cast: Cast) -> None:
    other = Program()
    other.sign_in(cast.ana)
    ana.sign_out()
    assert other.get(FEED).status_code == 200


def test_an_access_token_runs_out_after_five_minutes_and_is_renewed(ana: Program) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert refused(ana)
        assert ana.renew().status_code == 200
        assert ana.get(FEED).status_code == 200


def test_a_sign_in_that_is_not_used_for_a_day_is_over(ana: Program) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert is_problem(ana.renew(), 400)
        assert refused(ana)


def test_a_sign_in_that_is_used_goes_on_for_days(ana: Program) -> None:
    for hours in (20, 40, 60):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            assert ana.renew().status_code == 200
            assert ana.get(FEED).status_code == 200


def test_a_refresh_token_that_comes_twice_ends_the_sign_in_for_both(ana: Program) -> None:
    stolen = ana.refresh
    ana.renew()
    assert is_problem(Program().renew(stolen), 400)
    assert refused(ana)
    assert is_problem(ana.renew(), 400)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_renew_with_the_same_token_at_once_one_at_most_gets_a_pair(ana: Program) -> None:
    answers = race(*[lambda: Program().renew(ana.refresh).status_code] * 4)
    assert sorted(map(str, answers)) == ["200", "400", "400", "400"]


def test_a_deactivated_persons_token_and_cookie_are_out_at_once(ana: Program, cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ana)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    assert refused(ana)
    assert is_problem(browser.get(FEED), 401)
    assert is_problem(ana.renew(), 400)
    assert is_problem(Program().sign_in(cast.ana), 400, "email_password_mismatch")


def test_what_was_signed_in_before_stays_out_after_coming_back(ana: Program, cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ana)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    reactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id)
    assert refused(ana)
    assert is_problem(ana.renew(), 400)
    assert browser.get("/portal/").status_code == 302
    assert Program().sign_in(cast.ana).status_code == 200


def test_signing_in_anew_after_coming_back_works_in_a_browser_too(cast: Cast, signed_in: SignedIn) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id, reason="Left")
    reactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ana.public_id)
    cast.ana.refresh_from_db()
    assert signed_in(cast.ana).get("/portal/").status_code == 200


def test_a_new_password_ends_other_sign_ins(ana: Program, cast: Cast) -> None:
    cast.ana.set_password("something new")
    cast.ana.save()
    assert refused(ana)


def test_a_deleted_persons_token_is_out(cast: Cast) -> None:
    gone = User.objects.create(email="gone@example.com", name="Gone", role="dispatcher", created_at=NOW, updated_at=NOW)
    gone.set_password("gone")
    gone.save()
    program = Program()
    program.sign_in(gone)
    assert program.get(FEED).status_code == 200
    User.objects.filter(pk=gone.pk).delete()
    assert refused(program)


# --- forged ---


def part(data: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def test_a_token_without_a_signature_is_refused(ana: Program) -> None:
    payload = ana.access.split(".")[1]
    for algorithm in ("none", "None", "NONE"):
        assert refused(ana, token=f"{part({'alg': algorithm, 'typ': 'JWT'})}.{payload}.")


def test_a_token_whose_payload_was_changed_is_refused(ana: Program, cast: Cast) -> None:
    head, payload, signature = ana.access.split(".")
    data = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed = part({**data, "sub": str(cast.ada.pk)})
    assert refused(ana, token=f"{head}.{changed}.{signature}")


def test_a_token_signed_with_another_key_is_refused(ana: Program) -> None:
    data = jwt.decode(ana.access, options={"verify_signature": False})
    for key in ("x" * 64, django_settings.SECRET_KEY):
        assert refused(ana, token=jwt.encode(data, key, algorithm="HS256"))


def test_another_persons_name_on_ones_own_sign_in_is_refused(ana: Program, cast: Cast) -> None:
    data = jwt.decode(ana.access, options={"verify_signature": False})
    forged = jwt.encode({**data, "sub": str(cast.ada.pk)}, django_settings.HEADLESS_JWT_PRIVATE_KEY, algorithm="HS256")
    assert refused(ana, token=forged)


@pytest.mark.parametrize("token", ["x", "a.b.c", "Bearer", "é", "{}", "a" * 5000])
def test_rubbish_is_no_token(ana: Program, token: str) -> None:
    assert refused(ana, token=token)


def test_a_refresh_token_opens_nothing(ana: Program) -> None:
    assert refused(ana, token=ana.refresh)


def test_the_session_token_is_no_cookie_and_no_access_token(ana: Program) -> None:
    assert refused(ana, token=ana.session_token)
    assert not Session.objects.filter(session_key=ana.session_token).exists()
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = ana.session_token
    assert is_problem(client.get(FEED), 401)


def test_the_session_token_says_who_is_signed_in(ana: Program, cast: Cast) -> None:
    answer = ana.get(f"{APP}/auth/session", token=None, X_Session_Token=ana.session_token)
    assert answer.json()["data"]["user"]["display"] == cast.ana.name


@pytest.mark.parametrize("token", ["x", "é", "AAAA", "a" * 60])
def test_a_session_token_that_was_made_up_leads_nowhere(db: None, token: str) -> None:
    assert is_problem(Program().get(f"{APP}/auth/session", token=None, X_Session_Token=token), 410, "signed_out")


def test_a_cookies_value_is_no_session_token(cast: Cast, signed_in: SignedIn) -> None:
    stolen = signed_in(cast.ana).cookies[django_settings.SESSION_COOKIE_NAME].value
    assert is_problem(Program().get(f"{APP}/auth/session", token=None, X_Session_Token=stolen), 410)


# --- passwords ---


def test_a_changed_password_is_the_only_one_that_works(ana: Program, cast: Cast) -> None:
    new = {"current_password": password_of(cast.ana), "new_password": "harbor-9-lantern"}
    assert ana.post(f"{APP}/account/password/change", new).status_code == 200
    assert is_problem(Program().sign_in(cast.ana), 400)
    assert Program().sign_in(cast.ana, "harbor-9-lantern").status_code == 200


def test_a_password_is_not_changed_without_the_old_one(ana: Program, cast: Cast) -> None:
    new = {"current_password": "wrong", "new_password": "harbor-9-lantern"}
    assert is_problem(ana.post(f"{APP}/account/password/change", new), 400)
    assert Program().sign_in(cast.ana).status_code == 200


def test_asking_for_a_new_password_does_not_tell_who_is_here(cast: Cast, mailoutbox: Any) -> None:
    known = Program().post(f"{APP}/auth/password/request", {"email": cast.ana.email}, token=None)
    stranger = Program().post(f"{APP}/auth/password/request", {"email": "nobody@example.com"}, token=None)
    assert known.status_code == stranger.status_code == 200
    assert "/accounts/password/reset/" in next(m.body for m in mailoutbox if cast.ana.email in m.to)


# --- limits ---


def test_guessing_a_password_is_stopped_whatever_the_forwarded_address_says(cast: Cast) -> None:
    answers = [Program().sign_in(cast.ana, "wrong", X_Forwarded_For=f"203.0.113.{n}") for n in range(7)]
    assert is_problem(answers[-1], 429, "too_many_login_attempts")
    assert int(answers[-1]["Retry-After"]) > 0
    assert Program().sign_in(cast.ana).status_code == 429


def test_guessing_many_peoples_passwords_from_one_address_is_stopped(cast: Cast) -> None:
    def guess(n: int) -> Any:
        return (
            Program()
            .sign_in(User(email=f"p{n}@example.com", name="P"), "wrong", X_Forwarded_For=f"203.0.113.{n}")
            .status_code
        )

    assert [guess(n) for n in range(11)] == [400] * 10 + [429]


def test_with_one_proxy_the_address_it_added_counts_and_not_the_one_that_was_sent(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def guess(n: int, address: str) -> Any:
        stranger = User(email=f"p{n}@example.com", name="P")
        return Program().sign_in(stranger, "wrong", X_Forwarded_For=f"198.51.100.{n}, {address}").status_code

    assert [guess(n, "203.0.113.7") for n in range(11)][-1] == 429
    assert guess(99, "203.0.113.8") == 400


# --- documented ---


def test_the_scheme_is_in_the_openapi_document() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert schemes["BearerToken"] == {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    assert schemes["BrowserSession"]["type"] == "apiKey"
    assert {"BearerToken": []} in document["paths"]["/api/v1/feed"]["get"]["security"]
