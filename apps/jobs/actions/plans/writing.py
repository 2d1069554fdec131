"""Maintenance plans: adding and changing them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, note, refuse_stale, save
from apps.core.years import refuse_other_years
from apps.jobs.actions.assets import asset_at
from apps.jobs.actions.plans.ahead import write_again, write_ahead
from apps.jobs.actions.plans.ruling import RuleSaid, refuse_dateless, refuse_number_of_rules, rule_values
from apps.jobs.actions.templates import refuse_retired
from apps.jobs.events import PLAN_ADDED, PLAN_CHANGED
from apps.jobs.maintenance import live_rules, plans_visible_to, today_at
from apps.jobs.models import JobTemplate, MaintenancePlan, PlanRule
from apps.jobs.plans.dates import DAY
from apps.jobs.plans.states import PlanStatus
from apps.jobs.selectors import sites_visible_to, templates_visible_to

RHYTHM = ("rrule", "floating")  # what starts a rule's counting anew


def _days_out_of_order() -> BadInput:
    sentence = _("The last day is before the first.")
    return BadInput(sentence, code="days_out_of_order", fields={"ends_on": sentence})


refuse_as("plan_days_in_order", _days_out_of_order)


@command("plan.add", title="Add a maintenance plan", risk=Risk.APPROVE, inverse=Inverse("plan.end", "plan_id"))
def add_plan(
    *,
    actor: Actor,
    now: datetime,
    site_id: UUID,
    name: str,
    template_id: UUID,
    starts_on: date,
    rules: list[RuleSaid],
    title: str = "",
    asset_id: UUID | None = None,
    ends_on: date | None = None,
) -> MaintenancePlan:
    """Say what is to be done at a site again and again. Its next dates are written down at once, the jobs follow.

    Args:
        title: of the jobs; empty means the template's name.
        starts_on, ends_on: days at the site; intervals count from the first, the last is included. Dates before today
            are left out.
        rules: from 1 to 10; each makes jobs of its own.

    Raises:
        NotHere: no such site, asset, template, crew; NotAllowed.
        BadInput: a rule that cannot be read, falls on no day or too often; days out of order.
    """
    site = lock(sites_visible_to(actor), site_id)
    actor.require("plan.add")
    _refuse_days(starts_on, ends_on)
    refuse_number_of_rules(rules)
    template = _template(actor, template_id)
    plan = create(
        MaintenancePlan,
        now=now,
        site=site,
        asset=asset_at(actor, site, asset_id),
        template=template,
        name=name.strip(),
        title=title.strip() or template.name,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    today = today_at(site, now)
    for said in rules:
        _add_rule(plan, rule_values(actor, said), starts_on, today, now)
    write_ahead(plan, now=now)
    emit(PLAN_ADDED, actor=actor, subject=plan, now=now, site=str(site_id))
    return plan


@command("plan.change", title="Change a maintenance plan", risk=Risk.APPROVE)
def change_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_id: UUID,
    name: str,
    template_id: UUID,
    starts_on: date,
    rules: list[RuleSaid],
    title: str = "",
    asset_id: UUID | None = None,
    ends_on: date | None = None,
    version: int | None = None,
) -> MaintenancePlan:
    """Change a plan. Jobs that were made stay as they are; dates without a job follow the new rules.

    Args:
        rules: all that are to go on, in the order in which they stand: the first takes the place of the first. One
            more is added, one fewer ends.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput as `plan.add`; IllegalTransition: the plan has ended.
    """
    plan = lock(plans_visible_to(actor).select_related("site"), plan_id)
    actor.require("plan.change")
    refuse_stale(plan, version)
    if plan.status == PlanStatus.ENDED:
        raise IllegalTransition(_("This maintenance plan has ended. Add a new one."), status=plan.status)
    _refuse_days(starts_on, ends_on)
    refuse_number_of_rules(rules)
    template, before = _template(actor, template_id), plan.starts_on
    plan.name, plan.template, plan.title = name.strip(), template, title.strip() or template.name
    plan.asset, plan.starts_on, plan.ends_on = asset_at(actor, plan.site, asset_id, kept=plan.asset), starts_on, ends_on
    save(plan, now=now, fields=["name", "template", "title", "asset", "starts_on", "ends_on"])
    _take_over(plan, [rule_values(actor, said) for said in rules], before, now)
    write_again(plan, now=now)
    emit(PLAN_CHANGED, actor=actor, subject=plan, now=now)
    return plan


def _take_over(plan: MaintenancePlan, said: list[dict[str, Any]], started: date, now: datetime) -> None:
    today = today_at(plan.site, now)
    standing = live_rules(plan, today)
    for rule, values in zip(standing, said, strict=False):
        _change_rule(plan, rule, values, started, today, now)
    for values in said[len(standing) :]:
        _add_rule(plan, values, max(plan.starts_on, today), today, now)
    for rule in standing[len(said) :]:
        note(rule, before=snapshot(rule))
        rule.until = today - DAY
        save(rule, now=now, fields=["until"])


def _add_rule(plan: MaintenancePlan, values: dict[str, Any], since: date, today: date, now: datetime) -> None:
    refuse_dateless(values, plan.starts_on, max(since, today), plan.ends_on)
    create(PlanRule, now=now, plan=plan, anchor=plan.starts_on, since=since, **values)


def _change_rule(
    plan: MaintenancePlan, rule: PlanRule, values: dict[str, Any], started: date, today: date, now: datetime
) -> None:
    """A rule with another rhythm counts from the plan's first day again; moved or ended, it does so no longer."""
    note(rule, before=snapshot(rule))
    if any(getattr(rule, name) != values[name] for name in RHYTHM):
        rule.anchor, rule.shift_days, rule.until = plan.starts_on, 0, None
    elif rule.anchor == started:
        rule.anchor = plan.starts_on
    if rule.since == started:
        rule.since = plan.starts_on
    refuse_dateless(values, rule.anchor, max(rule.since, today), plan.ends_on)
    for name, value in values.items():
        setattr(rule, name, value)
    save(rule, now=now, fields=[*values, "anchor", "shift_days", "since", "until"])


def _template(actor: Actor, public_id: UUID) -> JobTemplate:
    template = templates_visible_to(actor).filter(public_id=public_id).first()
    if template is None:
        raise NotHere(_("There is no such template."))
    refuse_retired(template)
    return template


def _refuse_days(starts_on: date, ends_on: date | None) -> None:
    refuse_other_years(starts_on=starts_on)
    if ends_on is not None:
        refuse_other_years(ends_on=ends_on)
        if ends_on < starts_on:
            raise _days_out_of_order()
