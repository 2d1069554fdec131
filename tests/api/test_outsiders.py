"""What is not yours looks like what does not exist: every operation of the document, so that a new one is covered."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from apps.core.api.commanding import EXAMPLES, NOT_OFFERED
from apps.core.api.nouns import NOUNS
from apps.core.commands import COMMANDS
from apps.core.lookup import model_for
from tests.api.conftest import ROOT, Caller, told
from tests.conftest import Cast
from workhub.api import api

PATHS: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))["paths"]
READS = [path for path, methods in PATHS.items() if "{id}" in path and "get" in methods]
# Those that answer without being asked for something in particular.
LISTS = [
    path
    for path, methods in PATHS.items()
    if "{id}" not in path
    and "get" in methods
    and not path.endswith("/candidates")  # for a visit or for a job: either will do
    and not any(asked.get("required") for asked in methods["get"].get("parameters", ()))
]
# What a member does about themselves; and the visit of a message is a hint, not a permission.
ONES_OWN = {
    *("message.send", "message.keep_corrections", "request.add"),
    *("attendance.check_in", "attendance.start_break", "attendance.end_break", "attendance.check_out"),
}


def kind_of(path: str) -> str:
    """`visits` of `/api/v1/visits/{id}/history`."""
    return path.split("/")[3]


def test_there_is_a_row_of_every_kind(rows: dict[str, UUID]) -> None:
    assert set(rows) == {noun.path for noun in NOUNS.values()}


def test_a_foreign_row_looks_like_none(rows: dict[str, UUID], charlie: Caller, dana: Caller) -> None:
    for path in READS:
        public_id = rows[kind_of(path)]
        foreign, unknown = (charlie.client.get(path.replace("{id}", str(one))) for one in (public_id, uuid4()))
        assert foreign.status_code == 404, path
        assert told(foreign) == told(unknown), path
        assert headers(foreign) == headers(unknown), path
        assert charlie.client.get(path.replace("{id}", "not-an-id")).status_code == 404, path
        if kind_of(path) != "notifications":
            assert dana.client.get(path.replace("{id}", str(public_id))).status_code == 200, path


HIDDEN = (
    "agent-policies",
    "ai-models",
    "memberships",
    "dead-letters",
    "substitutions",
    "job-templates",
    "checklists",
    "maintenance-plans",
    "occurrences",
    "service-requests",
)


def test_the_history_is_the_offices(rows: dict[str, UUID], ana: Caller) -> None:
    """Ana sees the rows that are hers; what was done to them by whom she does not."""
    for path in READS:
        answer = ana.client.get(path.replace("{id}", str(rows[kind_of(path)])))
        hidden = kind_of(path) in HIDDEN
        offices = path.endswith(("/history", "/timeline", "/report.pdf"))
        assert answer.status_code == (404 if hidden else 403 if offices else 200), path


def test_lists_show_nothing_of_others(rows: dict[str, UUID], cast: Cast, charlie: Caller) -> None:
    own = {str(cast.charlie.public_id), str(cast.charlie.member.public_id)}
    for path in LISTS:
        answer = charlie.client.get(path)
        assert answer.status_code == 200, path
        assert {row["id"] for row in answer.json().get("items", ()) if "id" in row} <= own, path


def test_a_filter_finds_nothing_of_others(rows: dict[str, UUID], cast: Cast, charlie: Caller) -> None:
    ana = {"member": cast.ana.member.public_id}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/visits", ana),
        ("/visits", {"job": rows["jobs"]}),
        ("/jobs", {"q": "Boiler"}),
        ("/crews", ana),
        ("/members", {"crew": rows["crews"]}),
        ("/messages", {"person": rows["people"]}),
        ("/messages", {"everybody": True}),
        ("/proposal-items", {"served": rows["people"]}),
        ("/agent-runs", {"served": rows["people"]}),
        ("/work-patterns", ana),
        ("/shift-exceptions", ana),
        ("/absences", ana),
    ]
    assert {path: charlie.items(path, **query) for path, query in asked if charlie.items(path, **query)} == {}


def test_nobody_signed_in_reads_or_does_anything(rows: dict[str, UUID]) -> None:
    client = Client()
    for path in [*LISTS, *READS]:
        answer = client.get(path.replace("{id}", str(rows.get(kind_of(path), uuid4()))))
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), path
    for command in COMMANDS:
        assert client.post(f"{ROOT}/commands/{command}", {}, content_type="application/json").status_code == 401


def test_a_command_on_a_foreign_row_is_refused_as_on_none(rows: dict[str, UUID], charlie: Caller) -> None:
    before = versions(rows)
    by_argument = {f"{kind}_id": rows[noun.path] for kind, noun in NOUNS.items()}
    by_argument |= {
        "item_id": rows["proposal-items"],
        "membership_id": rows["memberships"],
        "letter_id": rows["dead-letters"],
        "policy_id": rows["agent-policies"],
        "template_id": rows["job-templates"],
        "plan_id": rows["maintenance-plans"],
        "pattern_id": rows["work-patterns"],
        "time_id": rows["times"],
        "service_request_id": rows["service-requests"],
        "exception_id": rows["shift-exceptions"],
        "request_id": rows["requests"],
        "substitute_id": rows["people"],
    }
    for command in sorted(COMMANDS.keys() - ONES_OWN - set(NOT_OFFERED)):
        example = EXAMPLES[command]
        pointing = [name for name in example if name in by_argument]
        foreign = {**example, **{name: str(by_argument[name]) for name in pointing}}
        answers = [charlie.run(command, **arguments) for arguments in (foreign, example)]
        expected = 404 if pointing else 403
        assert [a.status_code for a in answers] == [expected, expected], command
        assert told(answers[0]) == told(answers[1]), command
    assert versions(rows) == before


def versions(rows: dict[str, UUID]) -> dict[str, int]:
    """At which version each row stands."""
    kinds = {noun.path: model_for(kind) for kind, noun in NOUNS.items()}
    return {path: kinds[path]._default_manager.get(public_id=public_id).version for path, public_id in rows.items()}


def test_no_number_of_the_database_is_told(rows: dict[str, UUID], dana: Caller, ana: Caller) -> None:
    for path in [path for path in READS if not path.endswith(("/content", ".pdf"))]:
        caller = ana if kind_of(path) == "notifications" else dana
        told = caller.client.get(path.replace("{id}", str(rows[kind_of(path)]))).json()
        numbers = [key for key, value in walk(told) if isinstance(value, int) and not isinstance(value, bool)]
        assert {key for key in numbers if key in ("id", "pk") or key.endswith("_id")} == set(), path


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def headers(answer: Any) -> dict[str, str]:
    """The headers, but for the request's id."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
