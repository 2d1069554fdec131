"""Bringing rows in through the commands: first as a trial that changes nothing, then for good.

A row is known again by its number in the other system: the same file twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Model, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.commands import COMMANDS, find, parse, run
from apps.core.errors import BadInput, DomainError
from apps.core.execution import refusals_outlive_rollback
from apps.jobs.exchange.columns import NUMBER, OWN_NUMBER, Column, Kind
from apps.jobs.exchange.reading import Line, refuse_bad_cells
from apps.jobs.models.external import LONGEST as LONGEST_NUMBER

Why = tuple[tuple[str, str], ...]
LONGEST_SHOWN = 80  # characters of a value that changes

MOST_TOLD = 2_000  # rows of each fate that are told one by one; the counts have all


class Fate(models.TextChoices):
    """What becomes of a row."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("As it is already")
    REFUSED = "refused", _("Refused")


@dataclass(frozen=True, slots=True)
class Told:
    """One row: its number as the spreadsheet shows it, what it is called, its fate, and what says so.

    Attributes:
        why: pairs of a column's heading (empty: the whole row) and a sentence, or what changes there.
    """

    number: int
    name: str
    fate: Fate
    why: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Brought:
    """How many rows met which fate, and the rows."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    rows: list[Told] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Told]:
        """The rows that met it."""
        return [row for row in self.rows if row.fate == fate]

    def note(self, row: Told) -> None:
        """Count a row, and keep it while there are not too many of its fate."""
        self.counts[row.fate] += 1
        if self.counts[row.fate] <= MOST_TOLD:
            self.rows.append(row)


class _Trial(Exception):
    """Takes back what a trial did, or what changed nothing."""


class _Whole(Exception):
    """Takes back what was brought in, because not all of it could be."""


def bring(lines: Iterable[Line], kind: Kind, *, actor: Actor, now: datetime, trial: bool) -> Brought:
    """Bring rows in, each in a transaction of its own; what is wrong with one stops no other.

    Args:
        trial: each row is done and taken back, so that what is told is what would happen.

    Raises:
        NotAllowed; BadInput: this kind cannot be brought in, or the file cannot be read.
    """
    if kind.add not in COMMANDS:
        raise BadInput(gettext("%(kind)s cannot be brought in yet.") % {"kind": str(kind.label).capitalize()})
    actor.require(kind.add)
    told, seen = Brought(), set[str]()
    for line in lines:
        told.note(_told_of(line, kind, seen, actor=actor, now=now, trial=trial))
    return told


def bring_at_once(
    lines: Iterable[Line], kind: Kind, *, actor: Actor, now: datetime, without_refused: bool = False
) -> Brought:
    """Bring rows in for good in one transaction: all of them, or none as soon as one is refused.

    Args:
        without_refused: what is refused is left out, and the rest is brought in.

    Raises:
        NotAllowed; BadInput: as `bring`.
    """
    told, several = Brought(), list(lines)  # a large file is read before others wait for what is locked
    try:
        with refusals_outlive_rollback(), transaction.atomic():
            _lock_in_order(several, kind, actor)
            told = bring(several, kind, actor=actor, now=now, trial=False)
            if told.counts[Fate.REFUSED] and not without_refused:
                raise _Whole
    except _Whole:
        pass
    return told


def _lock_in_order(lines: Sequence[Line], kind: Kind, actor: Actor) -> None:
    """What the rows belong to, by key: taken row by row, whoever adds one job beside this would hold the site that is
    next and wait for the number that this has.
    """
    for column in kind.columns:
        if column.points_at is not None:
            named = {line.values.get(column.argument, "") for line in lines} - {""}
            rows = column.points_at(actor).annotate(upper=Upper("name"))
            rows = rows.filter(Q(external_id__in=named) | Q(upper__in=[name.upper() for name in named]))
            list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _told_of(line: Line, kind: Kind, seen: set[str], *, actor: Actor, now: datetime, trial: bool) -> Told:
    name = line.values.get(kind.called_by) or line.values.get(OWN_NUMBER, "")
    try:
        fate, why = _one(line, kind, seen, actor=actor, now=now, trial=trial)
    except DomainError as error:
        fate, why = Fate.REFUSED, _complaints(line, error)
    return Told(line.number, name, fate, why)


def _complaints(line: Line, error: DomainError) -> Why:
    """What is wrong, column by column where the refusal says where."""
    fields = {name: str(text) for name, text in error.details.get("fields", {}).items() if name in line.headings}
    return tuple((line.headings[name], text) for name, text in fields.items()) or (("", error.message),)


def _one(line: Line, kind: Kind, seen: set[str], *, actor: Actor, now: datetime, trial: bool) -> tuple[Fate, Why]:
    refuse_bad_cells(line)
    number = line.values.get(OWN_NUMBER, "")
    if not number or len(number) > LONGEST_NUMBER:
        raise _wrong(
            OWN_NUMBER,
            gettext("The row needs a number of its own in the other system, of at most 100 characters."),
        )
    if number in seen:
        raise _wrong(OWN_NUMBER, gettext("The number %(number)s stands in an earlier row too.") % {"number": number})
    seen.add(number)
    told: tuple[Fate, Why] = (Fate.UNCHANGED, ())
    try:
        with transaction.atomic():
            told = _write(line, kind, number, actor=actor, now=now)
            if trial:
                raise _Trial
    except _Trial:
        pass
    return told


def _wrong(argument: str, text: str) -> BadInput:
    return BadInput(text, fields={argument: text})


def _write(line: Line, kind: Kind, number: str, *, actor: Actor, now: datetime) -> tuple[Fate, Why]:
    row = kind.rows(actor).filter(external_id=number).first()
    if row is None:
        run(kind.add, {**_given(line, kind, kind.add, actor), OWN_NUMBER: number}, actor=actor, now=now)
        return Fate.ADDED, ()
    _refuse_to_move(line, kind, row, actor)
    given = _given(line, kind, kind.change, actor)
    before = _as_it_is(row, kind)
    told = {**before, **given, kind.argument: str(row.public_id)}
    wanted = parse(kind.change, told)
    changes = [name for name, value in before.items() if wanted[name] != value]
    if not changes:
        return Fate.UNCHANGED, ()
    run(kind.change, told, actor=actor, now=now)
    after = _as_it_is(kind.rows(actor).get(pk=row.pk), kind)
    changes = [name for name in changes if after[name] != before[name]]
    if not changes:  # the same in other words, as opening hours
        raise _Trial
    return Fate.CHANGED, tuple(
        (line.headings.get(name, name), f"{_short(before[name])} → {_short(line.values.get(name))}") for name in changes
    )


def _refuse_to_move(line: Line, kind: Kind, row: Model, actor: Actor) -> None:
    """What a row belongs to is not changed on the way; a file that says otherwise is not passed over in silence."""
    takes = find(kind.change).arguments.model_fields
    for column in kind.columns:
        text = line.values.get(column.argument, "")
        if text and column.points_at and column.argument not in takes:
            here = getattr(row, column.attribute)
            if _pointed_at(column, text, actor) != str(here.public_id):
                told = gettext("Here it belongs to “%(name)s”, and bringing rows in does not move it. Write that name.")
                raise _wrong(column.argument, told % {"name": here.name})


def _short(value: Any) -> str:
    text = str(value if value not in (None, "") else "–")
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _given(line: Line, kind: Kind, command: str, actor: Actor) -> dict[str, Any]:
    """The cells as arguments of the command; empty ones are left to it, or to what the row says already."""
    takes = find(command).arguments.model_fields
    return {
        column.argument: _pointed_at(column, text, actor) if column.points_at else text
        for column in kind.columns
        if column is not NUMBER and column.argument in takes and (text := line.values.get(column.argument, ""))
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
        told = gettext("Several are called “%(name)s”. Write the number from the other system instead.")
        raise _wrong(column.argument, told % {"name": text})
    told = gettext("There is no %(what)s “%(name)s”. Bring it in first.")
    raise _wrong(column.argument, told % {"what": column.attribute, "name": text})
