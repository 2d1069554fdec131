"""Bringing rows in through the commands: first as a trial that changes nothing, then for good.

A row is known again by its number in the other system: the same file twice changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import COMMANDS, find, parse, run
from apps.core.errors import BadInput, DomainError
from apps.jobs.exchange.columns import OWN_NUMBER, Column, Kind
from apps.jobs.exchange.reading import Line

MOST_TOLD = 200


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Brought:
    """How many rows met which fate, and the first refusals with the rows' numbers."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    refusals: list[tuple[int, str]] = field(default_factory=list)


class _Trial(Exception):
    """Takes back what a trial did."""


def bring(lines: Iterable[Line], kind: Kind, *, actor: Actor, now: datetime, trial: bool) -> Brought:
    """Bring rows in, each in a transaction of its own; what is wrong with one stops no other.

    Args:
        trial: each row is done and taken back, so that what is told is what would happen.

    Raises:
        NotAllowed; BadInput: this kind cannot be brought in, or the file cannot be read.
    """
    if kind.add not in COMMANDS:
        raise BadInput(_("%(kind)s cannot be brought in yet.") % {"kind": str(kind.label).capitalize()})
    actor.require(kind.add)
    told, seen = Brought(), set[str]()
    for line in lines:
        try:
            fate = _one(line, kind, seen, actor=actor, now=now, trial=trial)
        except DomainError as error:
            fate = Fate.REFUSED
            if len(told.refusals) < MOST_TOLD:
                told.refusals.append((line.number, error.message))
        told.counts[fate] += 1
    return told


def _one(line: Line, kind: Kind, seen: set[str], *, actor: Actor, now: datetime, trial: bool) -> Fate:
    if line.problem:
        raise BadInput(line.problem)
    number = line.values.get(OWN_NUMBER, "")
    if not number or len(number) > 100:
        raise BadInput(_("The row needs a number of its own in the other system, of at most 100 characters."))
    if number in seen:
        raise BadInput(_("The number %(number)s stands in an earlier row too.") % {"number": number})
    seen.add(number)
    fate = Fate.UNCHANGED
    try:
        with transaction.atomic():
            fate = _write(line, kind, number, actor=actor, now=now)
            if trial:
                raise _Trial
    except _Trial:
        pass
    return fate


def _write(line: Line, kind: Kind, number: str, *, actor: Actor, now: datetime) -> Fate:
    row = kind.rows(actor).filter(external_id=number).first()
    if row is None:
        given = _given(line, kind, kind.add, actor)
        receipt = run(kind.add, given, actor=actor, now=now)
        kind.model._default_manager.filter(public_id=receipt.id).update(external_id=number)
        return Fate.ADDED
    given = _given(line, kind, kind.change, actor)
    wanted = parse(kind.change, {**_as_it_is(row, kind), **given, kind.argument: str(row.public_id)})
    if all(wanted[name] == value for name, value in _as_it_is(row, kind).items()):
        return Fate.UNCHANGED
    run(kind.change, {**_as_it_is(row, kind), **given, kind.argument: str(row.public_id)}, actor=actor, now=now)
    return Fate.CHANGED


def _given(line: Line, kind: Kind, command: str, actor: Actor) -> dict[str, Any]:
    """The cells as arguments of the command; empty ones are left to it, or to what the row says already."""
    takes = find(command).arguments.model_fields
    return {
        column.argument: _pointed_at(column, text, actor) if column.points_at else text
        for column in kind.columns
        if column.argument in takes and (text := line.values.get(column.argument, ""))
    }


def _as_it_is(row: Model, kind: Kind) -> dict[str, Any]:
    """What the changing command would be given to change nothing."""
    takes = find(kind.change).arguments.model_fields
    return {name: _told(row, name) for name in takes if hasattr(row, name) and name != "version"}


def _told(row: Model, name: str) -> Any:
    """A column as an argument: other rows by their public id."""
    value = getattr(row, name.removesuffix("_id") if name.endswith("_id") else name)
    return getattr(value, "public_id", value)


def _pointed_at(column: Column, text: str, actor: Actor) -> str:
    rows = column.points_at(actor) if column.points_at else None
    if rows is None:
        return text
    found = list(rows.filter(external_id=text)[:1]) or list(rows.filter(name__iexact=text)[:2])
    if len(found) == 1:
        return str(found[0].public_id)
    if found:
        raise BadInput(
            _("Several are called “%(name)s”. Write the number from the other system instead.") % {"name": text}
        )
    raise BadInput(_("There is no %(what)s “%(name)s”. Bring it in first.") % {"what": column.attribute, "name": text})
