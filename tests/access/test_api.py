"""Every operation of the API × every role × whose row it is."""

import json
from functools import singledispatch
from typing import Any

import pytest

from apps.core.api.commanding import EXAMPLES
from apps.crews.states import SEES_ALL
from tests.access.asking import Came, Expected, Wrong, ask, check, compare, within
from tests.access.building import UPLOAD, brought
from tests.access.people import ASKING, Person
from tests.access.rows import Lists, Own, Reads, Row, Runs, Tells, may_run
from tests.access.rows_api import ROWS, suggestion
from tests.access.sight import Whose
from tests.access.url_map import NOBODYS
from tests.access.world import Thing, World
from workhub.api import api

ROOT = "/api/v1"
DOCUMENT: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
OPERATIONS = [
    f"{method.upper()} {path.removeprefix(ROOT)}" for path, ways in DOCUMENT["paths"].items() for method in ways
]


def test_every_operation_has_a_row() -> None:
    missing = [suggestion(operation) for operation in OPERATIONS if operation not in ROWS]
    assert not missing, "write into tests/access/rows_people.py or rows_work.py:\n" + "\n".join(missing)


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) & set(ROWS)))
def test_operation(world: World, operation: str) -> None:
    wrong = Wrong()
    for name in (*ASKING, "nobody"):
        judge(ROWS[operation], operation, world, world.people[name], wrong)
    wrong.judge()


def call(who: Person, operation: str, public_id: str = "", body: dict[str, Any] | None = None, query: str = "") -> Came:
    method, path = operation.split(" ")
    url = ROOT + path.replace("{id}", public_id) + query
    if method == "GET":
        return ask(who, method, url)
    return ask(who, method, url, json.dumps(body or {}), content_type="application/json")


@singledispatch
def judge(row: Row, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    """Ask as one person for everything that a row stands for."""


@judge.register
def _(row: Own, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    allowed = Expected.DONE if not row.right or who.may(row.right) else Expected.REFUSED
    came = call(who, operation, query=row.query)
    check(wrong, world, who, "", operation, allowed if who.role else Expected.SENT_AWAY, came)


@judge.register
def _(row: Lists, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    came = call(who, operation, query=f"{row.query}{'&' if row.query else '?'}limit=200")
    right = check(wrong, world, who, "", operation, Expected.SHOWN if who.role else Expected.SENT_AWAY, came)
    if not right or not who.role:
        return
    shown = {item["id"] for item in json.loads(came.text)["items"]}
    compare(wrong, world, who, operation, {thing.public_id: thing for thing in world.of(row.kind)}, shown)


@judge.register
def _(row: Reads, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    inside = Expected.SHOWN if not row.right or who.may(row.right) else Expected.REFUSED
    _one(row.kind, row.query, row.by, inside, operation, world, who, wrong)


@judge.register
def _(row: Tells, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    inside = Expected.SHOWN if who.is_office or who.role in SEES_ALL else Expected.REFUSED
    _one(row.kind, "", "", inside, operation, world, who, wrong)


def _one(
    kind: str, query: str, by: str, inside: Expected, operation: str, world: World, who: Person, wrong: Wrong
) -> None:
    def get(public_id: str) -> Came:
        return call(who, operation, public_id, query=query.replace("{id}", public_id))

    none = get(NOBODYS)
    check(wrong, world, who, Whose.NONE, operation, Expected.HIDDEN if who.role else Expected.SENT_AWAY, none)
    for whose, thing in world.examples(who, kind):
        expected, ids = within(world, who, thing, inside, by), (thing.public_id, NOBODYS)
        check(wrong, world, who, whose, f"{operation} {thing.sight}", expected, get(thing.public_id), none, ids)


@judge.register
def _(row: Runs, operation: str, world: World, who: Person, wrong: Wrong) -> None:
    command = operation.rsplit("/", 1)[1]
    if not row.kind:
        allowed = Expected.DONE if may_run(row, command, who, Whose.OWN) else Expected.REFUSED
        came = call(who, operation, body={**EXAMPLES[command], **row.given(world)})
        check(wrong, world, who, "", operation, allowed if who.role else Expected.SENT_AWAY, came)
        return
    argument = row.argument or f"{row.kind}_id"
    none = call(who, operation, body={**EXAMPLES[command], **row.given(world), argument: NOBODYS})
    if not row.hint:
        _none(row, operation, command, world, who, wrong, none)
    for whose, thing in world.examples(who, row.kind):
        body = {**EXAMPLES[command], **row.given(world), argument: thing.public_id}
        body |= _besides(row, world, who, thing)
        allowed = Expected.DONE if may_run(row, command, who, whose) else Expected.REFUSED
        if "version" in body:  # who may not hears that, and nothing of versions
            body["version"] = thing.row.version if allowed is Expected.DONE else thing.row.version + 1
        expected = allowed if row.hint and who.role else within(world, who, thing, allowed, row.by)
        came = call(who, operation, body=body)
        unseen = expected is Expected.HIDDEN and none.status == 403 and not who.may(command)
        ids = (thing.public_id, NOBODYS)
        if unseen:  # told that they may not, before any row is looked for: as good, when it is the same for none
            expected, none_then = Expected.REFUSED, None
        else:
            none_then = none
        check(wrong, world, who, whose, f"{operation} {thing.sight}", expected, came, none_then, ids)


def _none(row: Runs, operation: str, command: str, world: World, who: Person, wrong: Wrong, none: Came) -> None:
    """About nothing that there is: not found, or, told before, that it is not theirs to do."""
    expected = Expected.HIDDEN if who.role else Expected.SENT_AWAY
    if none.status == 403 and who.role and not who.may(command):
        expected = Expected.REFUSED
    check(wrong, world, who, Whose.NONE, operation, expected, none)


def _beside(world: World, who: Person, kind: str, thing: Thing) -> str:
    """Files are everybody's own, brought just before."""
    return brought(who) if kind == UPLOAD else world.beside(who, kind, thing).public_id


def _besides(row: Runs, world: World, who: Person, thing: Thing) -> dict[str, Any]:
    found = {argument: _beside(world, who, kind, thing) for argument, kind in row.besides.items()}
    return {argument: [one] if argument.endswith("_ids") else one for argument, one in found.items()}
