"""Dates that are moved: one, this and all that follow, or all."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import create, save
from apps.core.years import refuse_other_years
from apps.jobs.actions.plans.ahead import place, write_again
from apps.jobs.actions.plans.taking import end_run, reached, take_occurrence
from apps.jobs.events import OCCURRENCE_MOVED
from apps.jobs.maintenance import today_at
from apps.jobs.models import Occurrence, PlanRule
from apps.jobs.plans.states import OCCURRENCE, TO_COME, UNFINISHED, OccurrenceStatus, Scope

MOST_DAYS = 366
COPIED = (
    *("plan", "rrule", "exrules", "except_days", "extra_days", "months", "floating", "at", "anchor", "until"),
    *("generate_ahead_days", "flex_before_days", "flex_after_days", "crew", "member"),
)


@command("occurrence.move", title="Move a date of a plan", risk=Risk.REVERSIBLE)
def move_occurrence(
    *, actor: Actor, now: datetime, occurrence_id: UUID, to: date, reason: str = "", scope: Scope = Scope.ONE
) -> Occurrence:
    """Plan a date for another day. A job that was made of it stays, with its visits; only the date's window moves.

    Args:
        to: a day at the site, today at the earliest.
        scope: with `this_and_following` and `all` the rule's run ends and a new one begins, every date as many days
            later or earlier. Of a rule that counts from completion there is one date only.

    Raises:
        NotHere, NotAllowed; BadInput: a day that is over or too far away.
        IllegalTransition: the date is finished, or planned for that day already.
    """
    occurrence = take_occurrence(actor, occurrence_id)
    actor.require("occurrence.move")
    if occurrence.status not in UNFINISHED:
        OCCURRENCE.check(occurrence.status, OccurrenceStatus.MOVED)
    _refuse_day(occurrence, to, now)
    if scope == Scope.ONE or occurrence.rule.floating:
        _move(occurrence, to, reason, now)
    else:
        _move_series(occurrence, to, reason, scope, now)
    emit(OCCURRENCE_MOVED, actor=actor, subject=occurrence, now=now, scope=scope)
    return occurrence


def _refuse_day(occurrence: Occurrence, to: date, now: datetime) -> None:
    refuse_other_years(to=to)
    if to == occurrence.on:
        raise IllegalTransition(_("It is planned for that day already."), status=occurrence.status)
    sentence = ""
    if to < today_at(occurrence.plan.site, now):
        sentence = _("That day is over. Choose today or a later one.")
    elif abs((to - occurrence.due).days) > MOST_DAYS:
        sentence = _("Move a date by a year at the most. For more, change the plan.")
    if sentence:
        raise BadInput(sentence, code="day_out_of_reach", fields={"to": sentence})


def _move(occurrence: Occurrence, to: date, reason: str, now: datetime) -> None:
    if occurrence.status in TO_COME:
        occurrence.status = OccurrenceStatus.MOVED
    occurrence.problem, occurrence.status_reason = "", reason.strip()
    save(occurrence, now=now, fields=["status", "status_reason", "problem"])
    place(occurrence, to, now=now)


def _move_series(occurrence: Occurrence, to: date, reason: str, scope: Scope, now: datetime) -> None:
    """The new run takes over all dates from the first that moves on, so that none of them is made a job twice."""
    by, old = to - occurrence.due, occurrence.rule
    first = min([occurrence.due, *(one.due for one in reached(occurrence, scope))])
    new = _new_run(old, first, by, now)
    end_run(old, first, now)
    for row in old.occurrences.filter(due__gte=first):
        row.rule, row.due = new, row.due + by
        row.save(update_fields=["rule", "due"])
        if row.status in UNFINISHED and row.pk != occurrence.pk:
            place(row, row.on + by, now=now)
    occurrence.rule, occurrence.due = new, to
    occurrence.status_reason, occurrence.problem = reason.strip(), ""
    save(occurrence, now=now, fields=["status_reason", "problem"])
    place(occurrence, to, now=now)
    write_again(occurrence.plan, now=now)


def _new_run(old: PlanRule, first: date, by: timedelta, now: datetime) -> PlanRule:
    """The same rule from one of its dates on, so many days later."""
    since = first - timedelta(days=old.shift_days)
    same = {name: getattr(old, name) for name in COPIED}
    return create(PlanRule, now=now, **same, since=since, shift_days=old.shift_days + by.days)
