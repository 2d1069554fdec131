"""What is not yours looks like what does not exist: every operation of the document, so that a new one is covered."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Model
from django.test import Client

from apps.agent.actions import send_message
from apps.agent.models import AgentRun
from apps.core.api.commanding import EXAMPLES
from apps.core.api.nouns import NOUNS
from apps.core.commands import COMMANDS
from apps.core.models import ProposalItem
from apps.crews.actions import add_crew, join_crew
from apps.jobs.actions import report_incident
from apps.jobs.models import Incident, Visit
from apps.jobs.states import Severity
from apps.notifications.models import Notification
from tests.api.conftest import ROOT, Caller
from tests.conftest import NOW, Cast
from workhub.api import api

PATHS: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))["paths"]
ALL_MAY = {
    "/api/v1/commands/message.send",
    "/api/v1/commands/incident.report",
}  # without anybody's id they are one's own


def reads() -> Iterator[str]:
    """Paths that read by id."""
    yield from (path for path, methods in PATHS.items() if "{id}" in path and "get" in methods)


def lists() -> Iterator[str]:
    """Paths that list."""
    yield from (path for path, methods in PATHS.items() if "{id}" not in path and "get" in methods)


@pytest.fixture
def rows(cast: Cast, visit: Visit, waiting: ProposalItem) -> dict[str, UUID]:
    """One row of each kind, none of them Charlie's, by its path."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="North crew")
    member = cast.ana.member
    joined = join_crew(
        actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member.public_id, since=NOW.date()
    )
    incident = report_incident(
        actor=cast.field(), now=NOW, severity=Severity.LOW, title="A wet floor", visit_id=visit.public_id
    )
    message = send_message(actor=cast.field(), now=NOW, text="All done")
    notification = Notification.objects.create(
        recipient=cast.ana, event_id=uuid4(), kind="probe", title="For Ana", created_at=NOW, updated_at=NOW
    )
    site = visit.job.site
    found: list[Any] = [cast.ana, member, crew, joined, site.customer, site, visit.job, visit, incident, message]
    found += [AgentRun.objects.get(), notification, waiting.proposal, waiting]
    return {NOUNS[row.type_name()].path: row.public_id for row in found}


def test_there_is_a_row_of_every_kind(rows: dict[str, UUID]) -> None:
    assert set(rows) == {noun.path for noun in NOUNS.values()}


@pytest.mark.parametrize("path", reads())
def test_a_foreign_row_looks_like_none(rows: dict[str, UUID], charlie: Caller, dana: Caller, path: str) -> None:
    public_id = rows[path.split("/")[3]]
    foreign, unknown = (charlie.client.get(path.replace("{id}", str(one))) for one in (public_id, uuid4()))
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    assert dict(foreign.headers) == dict(unknown.headers)
    nonsense = charlie.client.get(path.replace("{id}", "not-an-id"))
    assert nonsense.status_code == 404
    if not path.startswith("/api/v1/notifications"):
        assert dana.client.get(path.replace("{id}", str(public_id))).status_code == 200


@pytest.mark.parametrize("path", reads())
def test_the_history_is_the_offices(rows: dict[str, UUID], ana: Caller, path: str) -> None:
    """Ana sees the rows; what was done to them by whom she does not."""
    answer = ana.client.get(path.replace("{id}", str(rows[path.split("/")[3]])))
    hidden = path.startswith("/api/v1/memberships")
    assert answer.status_code == (404 if hidden else 403 if path.endswith("/history") else 200)


@pytest.mark.parametrize("path", lists())
def test_lists_show_nothing_of_others(rows: dict[str, UUID], cast: Cast, charlie: Caller, path: str) -> None:
    answer = charlie.client.get(path)
    assert answer.status_code == 200
    own = {str(cast.charlie.public_id), str(cast.charlie.member.public_id)}
    if "items" in answer.json():
        assert {row["id"] for row in answer.json()["items"] if "id" in row} <= own


@pytest.mark.parametrize("path", [*lists(), *reads()])
def test_nobody_signed_in_reads_anything(rows: dict[str, UUID], path: str) -> None:
    kind = path.split("/")[3]
    answer = Client().get(path.replace("{id}", str(rows.get(kind, uuid4()))))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_on_a_foreign_row_is_refused_as_on_none(rows: dict[str, UUID], charlie: Caller, command: str) -> None:
    example, ids = EXAMPLES[command], {NOUNS[kind].path: kind for kind in NOUNS}
    by_argument = {f"{kind}_id": rows[path] for path, kind in ids.items()}
    by_argument |= {"item_id": rows["proposal-items"], "membership_id": rows["memberships"]}
    pointing = [name for name in example if name in by_argument]
    foreign = {**example, **{name: str(by_argument[name]) for name in pointing}}
    answers = [charlie.run(command, **arguments) for arguments in (foreign, example)]
    if command == "message.send":  # the visit is a hint, not a permission
        assert [a.status_code for a in answers] == [200, 200]
        return
    expected = 404 if pointing else 403
    assert [a.status_code for a in answers] == [expected, expected]
    assert answers[0].content == answers[1].content


def test_nothing_was_touched_by_all_that(rows: dict[str, UUID], charlie: Caller, visit: Visit) -> None:
    for command, example in EXAMPLES.items():
        if f"{ROOT}/commands/{command}" not in ALL_MAY:
            charlie.run(command, **{**example, "visit_id": str(visit.public_id)} if "visit_id" in example else example)
    visit.refresh_from_db()
    incident: Model = Incident.objects.get()
    assert (visit.version, incident.__dict__["version"]) == (visit.version, 1)


@pytest.mark.parametrize("path", reads())
def test_no_number_of_the_database_is_told(rows: dict[str, UUID], dana: Caller, ana: Caller, path: str) -> None:
    caller = ana if path.startswith("/api/v1/notifications") else dana
    told = caller.client.get(path.replace("{id}", str(rows[path.split("/")[3]]))).json()
    assert [key for key, value in walk(told) if key.removesuffix("_id") != key and isinstance(value, int)] == []
    assert [key for key, value in walk(told) if key in ("id", "pk") and isinstance(value, int)] == []


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
