"""A second step of signing in: demanded by role, asked for everywhere, set up before anything else."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from apps.core.actor import Actor
from apps.crews.actions import add_user, change_user
from apps.crews.models import User
from apps.crews.states import Role
from tests.api.programs import APP, Program, is_problem
from tests.conftest import NOW, TOTP_SECRET, Cast

SignedIn = Callable[[User], Client]
SETUP = "/accounts/2fa/"


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> None:
    cache.clear()


@pytest.fixture
def fay(cast: Cast) -> User:
    """An administrator on her first day."""
    fay = add_user(
        actor=Actor.clock(), now=NOW, email="fay@example.com", name="Fay Moor", role=Role.ADMINISTRATOR, invite=False
    )
    fay.set_password("fay")
    fay.save(update_fields=["password"])
    return fay


def code(secret: str = TOTP_SECRET) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def by_form(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": user.name.split()[0].lower()})
    return client


def is_out(client: Client) -> bool:
    return bool(client.get("/admin/")["Location"].startswith("/admin/login/"))


# --- until it is set up ---


@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/jobs/job/", "/portal/", "/portal/me/", "/admin/live/needs/"])
def test_every_page_leads_to_setting_it_up(fay: User, signed_in: SignedIn, path: str) -> None:
    answer = signed_in(fay).get(path)
    assert (answer.status_code, answer["Location"]) == (302, SETUP)


def test_parts_of_open_pages_lead_there_too(fay: User, signed_in: SignedIn) -> None:
    answer = signed_in(fay).get("/portal/today/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, SETUP)


def test_a_form_that_is_sent_does_nothing(fay: User, cast: Cast, signed_in: SignedIn) -> None:
    signed_in(fay).post(f"/admin/crews/user/{cast.ana.pk}/command/user.deactivate/", {"reason": "Rival"})
    cast.ana.refresh_from_db()
    assert cast.ana.is_active


def test_the_api_says_so_to_a_session(fay: User, signed_in: SignedIn) -> None:
    assert is_problem(signed_in(fay).get("/api/v1/me"), 403, "second_step_needed")


def test_a_program_is_not_signed_in_and_told_why(fay: User) -> None:
    program = Program()
    answer = program.sign_in(fay)
    assert is_problem(answer, 403, "second_step_needed")
    assert "access_token" not in answer.content.decode()


def test_a_token_from_before_the_role_opens_nothing(cast: Cast) -> None:
    program = Program()
    assert program.sign_in(cast.ben).status_code == 200
    change_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, name="Ben Okafor", role=Role.ADMINISTRATOR)
    assert is_problem(program.get("/api/v1/me"), 403, "second_step_needed")


def test_the_account_itself_stays_within_reach(fay: User, signed_in: SignedIn) -> None:
    client = signed_in(fay)
    page = client.get(SETUP).content.decode()
    assert "Set one of these up now" in page
    assert client.get("/accounts/logout/").status_code == 200


def test_setting_it_up_opens_the_door(fay: User) -> None:
    client = by_form(fay)
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": "fay"})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_sign_in_by_password_alone_elsewhere_ends_when_it_is_set_up(fay: User) -> None:
    thief = by_form(fay)
    assert thief.get("/admin/")["Location"] == SETUP
    test_setting_it_up_opens_the_door(fay)
    assert is_out(thief)


@pytest.mark.django_db(transaction=True)
def test_the_codes_are_shown_once_and_at_once(fay: User) -> None:
    client = by_form(fay)
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": "fay"})
    client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/2fa/totp/activate/", {"code": code(client.session["mfa.totp.secret"])})
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    spare = RecoveryCodes(Authenticator.objects.get(user=fay, type="recovery_codes")).get_unused_codes()
    assert all(one in shown for one in spare)
    assert spare[0] not in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code in (403, 404)


# --- who needs none ---


def test_roles_that_need_none_are_not_asked(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.dana).get("/admin/").status_code == 200
    assert signed_in(cast.ana).get("/portal/").status_code == 200


def test_which_roles_is_a_setting(cast: Cast, signed_in: SignedIn, fay: User, settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = frozenset({"dispatcher"})
    assert signed_in(cast.dana).get("/admin/")["Location"] == SETUP
    assert signed_in(fay).get("/admin/").status_code == 200


# --- once it is there ---


def test_the_password_alone_opens_nothing(cast: Cast) -> None:
    client = by_form(cast.ada)
    assert is_out(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert is_out(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": code()})["Location"] == "/"
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(cast: Cast) -> None:
    now = code()
    assert by_form(cast.ada).post("/accounts/2fa/authenticate/", {"code": now}).status_code == 302
    assert by_form(cast.ada).post("/accounts/2fa/authenticate/", {"code": now}).status_code == 200


def test_a_recovery_code_works_once(cast: Cast) -> None:
    spare = RecoveryCodes.activate(cast.ada).generate_codes()[0]
    assert by_form(cast.ada).post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 302
    assert by_form(cast.ada).post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200


def test_guessing_codes_is_stopped(cast: Cast) -> None:
    client = by_form(cast.ada)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 200
    assert is_out(client)


def test_a_program_gives_the_code_as_well(cast: Cast) -> None:
    program = Program()
    asked = program.sign_in(cast.ada)
    assert asked.status_code == 401
    body = asked.json()
    assert [f["id"] for f in body["data"]["flows"] if f.get("is_pending")] == ["mfa_authenticate"]
    token = body["meta"]["session_token"]
    wrong = program.post(f"{APP}/auth/2fa/authenticate", {"code": "000000"}, token=None, X_Session_Token=token)
    assert wrong.status_code == 400
    right = program.post(f"{APP}/auth/2fa/authenticate", {"code": code()}, token=None, X_Session_Token=token)
    assert right.status_code == 200
    program.access = right.json()["meta"]["access_token"]
    assert program.get("/api/v1/me").json()["role"] == "administrator"


def test_the_last_one_cannot_be_switched_off_where_it_is_demanded(cast: Cast, settings: Any) -> None:
    client = by_form(cast.ada)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    client.post("/accounts/reauthenticate/?next=/", {"password": "ada"})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.ada).exists()
    settings.MFA_REQUIRED_ROLES = frozenset()
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=cast.ada).exists()


def test_changes_of_it_ask_again_who_it_is(cast: Cast, signed_in: SignedIn) -> None:
    for path in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        assert "reauthenticate" in signed_in(cast.dana).get(f"{SETUP}{path}")["Location"]
    moved = signed_in(cast.dana).post("/accounts/email/", {"email": "dana@elsewhere.example", "action_add": ""})
    assert "reauthenticate" in moved["Location"]


def test_nobody_reads_secrets_in_the_office(cast: Cast, signed_in: SignedIn) -> None:
    for path in (
        "mfa/authenticator/",
        "socialaccount/socialtoken/",
        "socialaccount/socialapp/",
        "usersessions/usersession/",
    ):
        assert signed_in(cast.ada).get(f"/admin/{path}").status_code == 404


@pytest.mark.parametrize(
    "sent", ["{}", '{"id": "x"}', '{"id": "x", "rawId": "x", "response": {}}', "[]", "7", '"x"', "[" * 9_999]
)
def test_a_stranger_with_half_a_passkey_is_refused_and_breaks_nothing(db: None, sent: str) -> None:
    client = Client()
    client.get("/accounts/2fa/webauthn/login/")
    assert client.post("/accounts/2fa/webauthn/login/", {"credential": sent}).status_code < 500
