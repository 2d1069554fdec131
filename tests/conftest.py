"""The cast and the clock that all tests share."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from pytest_django import DjangoDbBlocker

from apps.core.actor import Actor, Via
from apps.core.models import AuditEntry, Event
from apps.core.schedules import SCHEDULES
from apps.crews.actions import add_user
from apps.crews.models import Member, User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
from apps.jobs.models import Job, Site, Visit
from tests.kept_database import django_db_keepdb, kept_database
from tests.kept_rows import put_in, rows_made_by

__all__ = ["django_db_keepdb", "kept_database"]
_ = get_resolver().url_patterns  # the office's pages are loaded with the urls
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # a Monday morning in the company's zone
HOUR = timedelta(hours=1)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Ten thousand tests stay to the end: looking through them for garbage was a third of finding them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of several tests with one id only one would run when there are processes, and of e2e elsewhere none."""
    if twice := [nodeid for nodeid, times in Counter(item.nodeid for item in items).items() if times > 1]:
        raise pytest.UsageError(f"These names belong to several tests: {', '.join(twice)}")
    e2e = {item.path for item in items if item.get_closest_marker("e2e")}
    if astray := [str(path) for path in e2e if path.parent.name not in ("chaos", "e2e")]:
        raise pytest.UsageError(f"`make test` looks for e2e in tests/chaos and tests/e2e alone: {', '.join(astray)}")


@pytest.fixture(scope="session", autouse=True)
def _no_connections_left(django_db_setup: None) -> Iterator[None]:
    """Runs of the agent keep a small pool; the test database can only go when it is closed."""
    yield
    if (checkpoints := sys.modules.get("apps.agent.checkpoints")) is not None:
        checkpoints.close()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK


def person(name: str, role: Role) -> User:
    """Somebody of the cast; the password is their first name. Whose role demands a second step has one."""
    first = name.split()[0].lower()
    email = f"{first}@example.com"
    user = add_user(actor=Actor.clock(), now=NOW, email=email, name=name, role=role, invite=False)
    user.set_password(first)
    user.save(update_fields=["password"])
    if role in settings.MFA_REQUIRED_ROLES:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    return user


@dataclass
class Cast:
    """Dana dispatches, Ana does the work, Ben could help, Charlie must see and do nothing, Ada administers."""

    dana: User
    ana: User
    ben: User
    charlie: User
    ada: User

    def office(self) -> Actor:
        return Actor(self.dana, Via.ADMIN)

    def admin(self) -> Actor:
        return Actor(self.ada, Via.ADMIN)

    def field(self) -> Actor:
        return Actor(self.ana, Via.PORTAL)

    def outsider(self) -> Actor:
        return Actor(self.charlie, Via.PORTAL)


def hire() -> Cast:
    return Cast(
        dana=person("Dana Reyes", Role.DISPATCHER),
        ana=person("Ana Silva", Role.TECHNICIAN),
        ben=person("Ben Okafor", Role.TECHNICIAN),
        charlie=person("Charlie Voss", Role.TECHNICIAN),
        ada=person("Ada Brandt", Role.ADMINISTRATOR),
    )


@pytest.fixture(scope="session")
def rows_of_cast(kept_database: None, django_db_blocker: DjangoDbBlocker) -> str:
    """SQL that hires the cast in one statement instead of forty."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "PASSWORD_HASHERS", QUICK)
        return rows_made_by(hire)


@pytest.fixture
def cast(db: None, rows_of_cast: str) -> Cast:
    if not connection.in_atomic_block:  # what is committed is told to who listens
        return hire()
    put_in(rows_of_cast)
    people = User.objects.select_related("member").filter(email__in=[f"{one.name}@example.com" for one in fields(Cast)])
    return Cast(**{user.email.partition("@")[0]: user for user in people})


@pytest.fixture
def site(cast: Cast) -> Site:
    customer = add_customer(actor=cast.office(), now=NOW, name="Harbor Bakery")
    return add_site(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Oak St", address="12 Oak St")


@pytest.fixture
def job(cast: Cast, site: Site) -> Job:
    return add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Boiler service")


PlanVisit = Callable[..., Visit]


@pytest.fixture
def plan(cast: Cast, job: Job) -> PlanVisit:
    """Plans a visit for Ana, an hour from now for an hour, unless told otherwise."""

    def plan_it(*members: Member, start: datetime = NOW + HOUR, hours: float = 1, **more: Any) -> Visit:
        return plan_visit(
            actor=more.pop("actor", cast.office()),
            now=NOW,
            job_id=more.pop("job", job).public_id,
            planned_start=start,
            planned_end=start + timedelta(hours=hours),
            member_ids=[m.public_id for m in (members or (cast.ana.member,))],
            **more,
        )

    return plan_it


@pytest.fixture
def visit(plan: PlanVisit) -> Visit:
    """Ana's visit at Oak St, sent."""
    return plan()


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[User], Client]:
    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def summary_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary of the day is the one schedule there is: tests of schedules count rows and slots."""
    for name in set(SCHEDULES) - {"daily_summary"}:
        monkeypatch.delitem(SCHEDULES, name)


def events(name: str) -> list[Event]:
    """The events of that name, oldest first."""
    return list(Event.objects.filter(name=name).order_by("id"))


def audited(command: str, outcome: str = "done") -> list[AuditEntry]:
    """The audit entries of a command, oldest first."""
    return list(AuditEntry.objects.filter(command=command, outcome=outcome).order_by("id"))
