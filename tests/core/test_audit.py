"""The audit log: what was done and what was refused, by whom, through what, before and after."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.core.actor import Actor
from apps.core.audit import Execution, write_refused
from apps.core.commands import COMMANDS, Risk, command, run
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.core.models import AuditEntry
from apps.core.rows import create
from apps.core.selectors import history_of
from apps.crews.actions import add_user
from apps.crews.states import Role
from apps.jobs.actions import add_customer, change_customer, complete_visit, depart_for_visit
from apps.jobs.models import Customer, Visit
from tests.conftest import NOW, Cast, audited


@pytest.fixture
def probes() -> Iterator[None]:
    """Verbs that call verbs, and one that takes secrets."""
    known = dict(COMMANDS)

    @command("probe.outer", title="Outer", risk=Risk.REVERSIBLE)
    def outer(*, actor: Actor, now: datetime, fails: bool) -> Customer:
        """Try what is not allowed, then go on, or not."""
        made = add_customer(actor=actor, now=now, name="Outer")
        try:
            add_customer(actor=Actor(actor.on_behalf_of, actor.via), now=now, name="Inner")
        except NotAllowed:
            if fails:
                raise IllegalTransition("All of it is off.") from None
        return made

    @command("probe.secrets", title="Secrets", risk=Risk.REVERSIBLE)
    def secrets(*, actor: Actor, now: datetime, password: str, api_token: str, nested: dict[str, Any]) -> Customer:
        """Take what nobody may read later."""
        return create(Customer, now=now, name="Safe")

    yield
    COMMANDS.clear()
    COMMANDS.update(known)


def test_it_says_who_what_when_and_through_what(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=Actor.agent_for(cast.ana), now=NOW, visit_id=visit.public_id)
    entry = audited("visit.depart")[0]
    assert (entry.user, entry.on_behalf_of, entry.via, entry.at) == (cast.ana, cast.ana, "agent", NOW)
    assert entry.arguments == {"visit_id": str(visit.public_id)}
    assert (entry.subject_type, entry.subject_id, entry.code) == ("visit", visit.public_id, "")


def test_it_says_how_each_row_was_before_and_after(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    changes = {c["type"]: c for c in audited("visit.depart")[0].changes}
    assert set(changes) == {"visit", "job"}
    assert changes["visit"]["id"] == str(visit.public_id)
    assert (changes["visit"]["before"]["status"], changes["visit"]["after"]["status"]) == ("dispatched", "en_route")
    assert set(changes["visit"]["after"]) == {"status", "en_route_at", "version"}


def test_a_new_row_has_no_before(cast: Cast) -> None:
    add_customer(actor=cast.office(), now=NOW, name="Mill Lane")
    change = audited("customer.add")[0].changes[0]
    assert (change["before"], change["after"]["name"]) == (None, "Mill Lane")


def test_a_row_that_was_only_looked_at_is_no_change(cast: Cast, visit: Visit) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    run(
        "incident.report",
        {"severity": "low", "title": "Noise", "visit_id": str(visit.public_id)},
        actor=cast.field(),
        now=NOW,
    )
    assert [c["type"] for c in audited("incident.report")[0].changes] == ["incident"]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_kept_though_everything_is_rolled_back(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    entry = audited("visit.complete", "refused")[0]
    assert (entry.code, entry.user, entry.changes) == ("illegal_transition", cast.ana, [])
    assert "done" in entry.message
    assert history_of("visit", visit.public_id).first() == entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [True, False])
def test_a_refusal_inside_another_verb_is_kept_however_that_one_ends(cast: Cast, probes: None, fails: bool) -> None:
    actor = Actor(cast.dana, cast.office().via, on_behalf_of=cast.charlie)
    try:
        COMMANDS["probe.outer"].run(actor=actor, now=NOW, fails=fails)
    except IllegalTransition:
        assert fails
    assert [(e.user, e.code) for e in audited("customer.add", "refused")] == [(cast.charlie, "not_allowed")]
    assert [e.code for e in audited("probe.outer", "refused")] == (["illegal_transition"] if fails else [])
    assert Customer.objects.count() == len(audited("customer.add")) == (0 if fails else 1)


def test_what_nobody_may_read_is_never_written_down(cast: Cast, probes: None) -> None:
    COMMANDS["probe.secrets"].run(
        actor=cast.admin(), now=NOW, password="hunter2", api_token="hunter2", nested={"client_secret": "hunter2"}
    )
    add_user(actor=cast.admin(), now=NOW, email="eve@example.com", name="Eve", role=Role.DISPATCHER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_auditentry WHERE core_auditentry::text ILIKE '%%hunter2%%'")
        assert cursor.fetchone() == (0,)
    assert audited("probe.secrets")[0].arguments["password"] == "•••"
    assert all("password" not in c["after"] for e in audited("user.add") for c in e.changes)


def test_a_long_argument_is_cut_and_the_row_has_all_of_it(cast: Cast) -> None:
    made = add_customer(actor=cast.office(), now=NOW, name="Mill Lane", notes="x" * 3000)
    assert audited("customer.add")[0].arguments["notes"] == "x" * 2000
    assert len(Customer.objects.get(pk=made.pk).notes) == 3000


def test_whatever_was_sent_can_be_written_down(cast: Cast) -> None:
    strange: dict[str, Any] = {"latitude": float("nan"), "longitude": float("inf"), "hazards": "\ud800\x00"}
    with pytest.raises(NotHere):
        COMMANDS["site.add"].run(
            actor=cast.admin(), now=NOW, customer_id=cast.ada.public_id, name="x", address="y", latitude=float("nan")
        )
    write_refused(Execution("probe", cast.admin(), NOW, strange), NotHere())
    assert audited("probe", "refused")[0].arguments == {"latitude": "nan", "longitude": "inf", "hazards": "?"}


@pytest.mark.parametrize("statement", ["UPDATE core_auditentry SET message = ''", "DELETE FROM core_auditentry"])
def test_the_database_refuses_to_rewrite_the_past(cast: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.exists()


def test_a_change_that_is_refused_later_leaves_no_entry_that_it_was_done(cast: Cast) -> None:
    customer = add_customer(actor=cast.office(), now=NOW, name="Mill Lane")
    with pytest.raises(NotHere):
        change_customer(actor=cast.outsider(), now=NOW, customer_id=customer.public_id, name="Mine")
    assert audited("customer.change") == []
