"""Every verb through the door for data (API, sync, agent, proposals), given everything it should not be.

The rows are the registry. A new verb is in here without being told; a new kind of argument is told in `world.value`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from pydantic import ValidationError

from apps.core.actor import Actor, Via
from apps.core.commands import find
from apps.crews.models import User
from apps.crews.states import RIGHTS, Role
from tests.badinput.oracle import Outcome, attempt
from tests.badinput.values import DAYS, MOMENTS, NUMBERS, RUBBISH, TEXTS, UNSTORABLE
from tests.badinput.world import VERBS, World, kinds, takes_rows

every_verb = pytest.mark.parametrize("command", VERBS)

# A visit named in a message is a hint: what a person says counts even when the visit has gone to somebody else.
# An incident on a visit is at the visit's site, whatever else is said.
HINTS = {("message.send", "visit_id"), ("message.send", "page_id"), ("incident.report", "site_id")}
# Refused before anything is looked for: one of two too many, and one who is not among those that can be chosen.
INSTEAD = {("photo.add", "incident_id"): {"photo_of_what"}, ("time.add", "member_id"): {"member_elsewhere"}}
# What is asked for in the signature and may be empty all the same.
MAY_BE_EMPTY: set[tuple[str, str]] = set()
NOT_THEIRS = {"not_found", "not_allowed"}
# About one's own working day, which Charlie has not begun.
OWN_AND_NOT_THERE = {"attendance.start_break", "attendance.end_break", "attendance.check_out"}


def tried(world: World, command: str, change: dict[str, Any], **more: Any) -> Outcome:
    """The verb as it should be but for one change, and everything taken back."""
    with transaction.atomic():
        as_ever = {"actor": world.doer(command), "before": world.state}
        outcome = attempt(command, {**world.arguments(command), **change}, **{**as_ever, **more})
        transaction.set_rollback(True)
    return outcome


Cell = tuple[str, Outcome, set[str] | None]  # what was tried, what came of it, the codes it may have (None: any)


def judge(cells: Iterable[Cell]) -> None:
    """Fail with every cell that is not as it should be."""
    wrong = [
        f"{cell}: {outcome.trouble or outcome.code} ({outcome.message[:200]})"
        for cell, outcome, expected in cells
        if outcome.trouble or (expected is not None and outcome.code not in expected)
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@every_verb
def test_as_it_should_be_it_is_done(world: World, command: str) -> None:
    outcome = tried(world, command, {})
    assert outcome.done, outcome


@every_verb
def test_an_id_that_names_nothing(world: World, command: str) -> None:
    def cells() -> Iterator[Cell]:
        for name, kind, _info in kinds(command):
            if kind is UUID or name.endswith("_ids"):
                nothing: Any = [str(uuid4())] if name.endswith("_ids") else str(uuid4())
                expected = {"done"} if (command, name) in HINTS else INSTEAD.get((command, name), {"not_found"})
                yield name, tried(world, command, {name: nothing}), expected

    judge(cells())


@every_verb
def test_what_belongs_to_somebody_else_does_not_exist_for_an_outsider(world: World, command: str) -> None:
    outcome = tried(world, command, {}, actor=world.as_("charlie"))
    allowed = command in RIGHTS[Role.TECHNICIAN]
    own = allowed and not (set(world.arguments(command)) - {n for c, n in HINTS if c == command} - _free(command))
    expected = (
        {"done"}
        if own and command not in OWN_AND_NOT_THERE
        else {"illegal_transition"}
        if own
        else {"not_found"}
        if takes_rows(command)
        else {"not_allowed"}
    )
    judge([("charlie", outcome, expected)])


def _free(command: str) -> set[str]:
    """Arguments that are about no row."""
    return {name for name, kind, _info in kinds(command) if kind is not UUID and not name.endswith("_ids")}


@every_verb
def test_what_a_role_does_not_include_is_refused(world: World, command: str) -> None:
    cells = [
        (name, tried(world, command, {}, actor=world.as_(name)), {"not_allowed"} if office else NOT_THEIRS)
        for name, role, office in (("dana", Role.DISPATCHER, True), ("ana", Role.TECHNICIAN, False))
        if command not in RIGHTS[role]
    ]
    judge(cells)


@every_verb
@pytest.mark.parametrize("name", ["ada", "ana"])
def test_somebody_without_access_does_nothing(world: World, command: str, name: str) -> None:
    user = User.objects.get(pk=world.rows[name].pk)
    user.is_active = False
    user.save(update_fields=["is_active"])
    judge([(name, tried(world, command, {}, actor=Actor(user, Via.API), before=""), NOT_THEIRS)])


@every_verb
def test_a_missing_argument_is_named(world: World, command: str) -> None:
    for name, info in find(command).arguments.model_fields.items():
        if info.is_required():
            given = {k: v for k, v in world.arguments(command).items() if k != name}
            with transaction.atomic():
                outcome = attempt(command, given, actor=world.doer(command))
                transaction.set_rollback(True)
            assert (outcome.code, outcome.fields, outcome.trouble) == ("bad_input", (name,), "")


@every_verb
def test_the_wrong_type_in_each_argument(world: World, command: str) -> None:
    def cells() -> Iterator[Cell]:
        for name in find(command).arguments.model_fields:
            for rubbish in RUBBISH:
                fits = _fits(command, {**world.arguments(command), name: rubbish})
                yield f"{name}={rubbish!r}", tried(world, command, {name: rubbish}), None if fits else {"bad_input"}

    judge(cells())


def _fits(command: str, arguments: dict[str, Any]) -> bool:
    try:
        find(command).arguments.model_validate(arguments)
    except ValidationError:
        return False
    return True


@every_verb
def test_an_argument_nobody_asked_for(world: World, command: str) -> None:
    names = ("actor", "now", "colour", "", "self", "version_", "\x00", "\ud800", "x" * 20_000)
    judge((repr(name[:20]), tried(world, command, {name: "x"}), {"bad_input"}) for name in names)


@every_verb
def test_texts_that_are_empty_endless_or_odd(world: World, command: str) -> None:
    def cells() -> Iterator[Cell]:
        for name, kind, info in kinds(command):
            for what, text in TEXTS.items() if kind is str else ():
                needed = info.is_required() and (command, name) not in MAY_BE_EMPTY and not text.strip()
                refused = needed or what in UNSTORABLE
                yield f"{name}: {what}", tried(world, command, {name: text}), _bad_input if refused else None

    judge(cells())


_bad_input = {"bad_input", "reason_missing", "message_empty", "color_unknown", "text_missing", "name_missing"}


@every_verb
def test_numbers_out_of_range(world: World, command: str) -> None:
    def cells() -> Iterator[Cell]:
        for name, kind, _info in kinds(command):
            for number in NUMBERS if kind in (int, float) else ():
                yield f"{name}={number}", tried(world, command, {name: number}), None

    judge(cells())


@every_verb
def test_times_that_cannot_be(world: World, command: str) -> None:
    def cells() -> Iterator[Cell]:
        for name, kind, _info in kinds(command):
            values = {datetime: MOMENTS, date: DAYS}.get(kind, {})
            for value, impossible in values.items():
                expected = TIME_CODES if impossible else None
                yield f"{name}={value}", tried(world, command, {name: value}), expected

    judge(cells())


TIME_CODES = {
    "bad_input",
    "year_out_of_range",
    "times_out_of_order",
    "time_zone_missing",
    "visit_too_long",
    "time_ahead",
}


@pytest.mark.parametrize("command", [c for c in VERBS if "planned_end" in VERBS[c].arguments.model_fields])
def test_an_end_before_the_start(world: World, command: str) -> None:
    given = world.arguments(command)
    swapped = {"planned_start": given["planned_end"], "planned_end": given["planned_start"]}
    judge([("swapped", tried(world, command, swapped), {"times_out_of_order"})])


@pytest.mark.parametrize("command", [c for c in VERBS if "version" in VERBS[c].arguments.model_fields])
def test_a_version_that_is_not_the_present_one(world: World, command: str) -> None:
    now = world.arguments(command)["version"]
    cells = [(str(v), tried(world, command, {"version": v}), {"stale_version"}) for v in (now - 1, now + 1, 0, -1)]
    judge(cells)


@every_verb
def test_the_same_id_twice_is_done_once_and_other_content_is_refused(world: World, command: str) -> None:
    command_id, given = uuid4(), world.arguments(command)
    first = attempt(command, given, actor=world.doer(command), command_id=command_id)
    again = attempt(command, given, actor=world.doer(command), command_id=command_id)
    assert first.done, first
    assert again.receipt is not None, again
    assert first.receipt is not None
    assert (again.receipt.id, again.receipt.replayed) == (first.receipt.id, True)
    for name in [n for n, kind, _info in kinds(command) if kind in (str, UUID) or isinstance(kind, Enum)][:1]:
        outcome = attempt(command, {**given, name: str(uuid4())}, actor=world.doer(command), command_id=command_id)
        judge([("other content", outcome, {"command_id_reused"})])
    outcome = attempt(command, given, actor=world.as_("dana"), command_id=command_id)
    judge([("somebody else", outcome, {"command_id_reused"})])
