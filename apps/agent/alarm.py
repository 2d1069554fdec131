"""The alarm: the safety net's own report of a danger to life.

The relay sounds it as soon as a message is committed, and the graph again before it asks a model: with every worker
dead or held up by a model that hangs, a gas leak is reported all the same. Whoever comes second changes nothing.
"""

import logging
from uuid import UUID

from django.utils import timezone, translation

from apps.agent.actions import note_alarm, note_outcomes, note_step, pass_to_office
from apps.agent.brains.advice import advice_for
from apps.agent.brains.danger import find_danger
from apps.agent.brains.matching import match_visit
from apps.agent.brains.merge import merge
from apps.agent.brains.rules import understand
from apps.agent.brains.rules.places import numbers_denied
from apps.agent.brains.rules_plan import incident
from apps.agent.brains.safety_net import Danger
from apps.agent.facts import gather
from apps.agent.models import AgentRun
from apps.agent.states import StepKind
from apps.agent.suggesting import Context, request_of, suggest
from apps.agent.understanding import Understanding
from apps.core.actions import apply_item
from apps.core.models import ItemStatus

logger = logging.getLogger(__name__)


def sound(run_id: UUID) -> str:
    """Report what the safety net finds in a run's message, once; the hazard's name, or nothing.

    The visit is found by the rules. What is understood later adds to the proposal, and never takes this away.
    """
    context = Context.of(run_id)
    danger = find_danger(context.text)
    if danger is None:
        return ""
    if not context.run.warning:
        _report(context, danger)
    for item in context.run.proposal.items.filter(status=ItemStatus.APPROVED) if context.run.proposal else []:
        apply_item(actor=context.actor, now=timezone.now(), item_id=item.public_id)
    note_outcomes(run_id=context.run.public_id, now=timezone.now())
    if not _is_reported(context.run):
        pass_to_office(run=context.run, now=timezone.now(), reason="It tells of a danger that could not be reported.")
    return danger.hazard.value


def _report(context: Context, danger: Danger) -> None:
    facts = gather(context.actor, context.now, context.page_visit)
    request = request_of(context, merge(danger, _read_by_rules(context.text)), facts)
    dangers = [a for a in request.understanding.actions if a.decided_by == "safety_net"]
    meant = facts.without(numbers_denied(context.text))
    match = match_visit(request.understanding, meant, context.page_visit)
    with translation.override(request.understanding.lang):
        proposal = suggest(context, facts, [incident(request, action, match) for action in dangers])
    warning = advice_for(danger.hazard, request.understanding.lang)
    note_alarm(run_id=context.run.public_id, proposal=proposal, warning=warning, now=context.now)
    note_step(run_id=context.run.public_id, kind=StepKind.DANGER, now=context.now, hazard=danger.hazard.value)
    context.run.proposal = proposal


def _is_reported(run: AgentRun) -> bool:
    """Whether there is an incident, or was: it may not be theirs to report any more, or the place may be gone."""
    reported = (ItemStatus.APPLIED, ItemStatus.UNDONE)
    return (
        run.proposal is not None and run.proposal.items.filter(command="incident.report", status__in=reported).exists()
    )


def _read_by_rules(text: str) -> Understanding:
    """For the place and the language only."""
    try:
        return understand(text)
    except Exception:
        logger.exception("the rules failed on a message of danger")
        return Understanding(actions=(), lang="en")
