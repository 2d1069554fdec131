"""Putting a misunderstanding right: what was done is taken back and done where it was meant."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.agent import policy
from apps.agent.actions.messages import forward_message, talk_of
from apps.agent.events import CORRECTIONS_KEPT, MESSAGE_CORRECTED
from apps.agent.models import AgentRun, Conversation
from apps.agent.states import Brain
from apps.agent.tools import told
from apps.core.actions import Suggestion, apply_item, propose_more, reject_item, undo_item
from apps.core.actions.deciding import may_undo
from apps.core.actor import Actor, Via
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, save
from apps.core.selectors import items_visible_to
from apps.crews.models import User
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to

STANDS = frozenset({ItemStatus.PENDING, ItemStatus.APPROVED, ItemStatus.APPLIED})
# Times and people were chosen for that one visit; of another they say nothing.
OF_ONE_VISIT = frozenset({"visit.reschedule"})


@command("message.correct", title="Not this visit", risk=Risk.REVERSIBLE, personal=True)
def correct_message(
    *, actor: Actor, now: datetime, item_id: UUID, reason: str, visit_id: UUID | None = None
) -> ProposalItem:
    """Say that the agent took one's message for another visit than was meant, or for what was not meant at all.

    What the message led to on that visit is taken back, the last first, what waits is rejected; then the same is done
    on the right visit, as far as the agent may do it by itself where the agent corrects; the rest waits for somebody.
    A report of a danger that oneself may not withdraw stays until the office has looked at it.

    Args:
        visit_id: the visit that was meant; none: it is only taken back.

    Raises:
        NotHere: no such change, or no such visit, within sight; NotAllowed: it was somebody else's message.
        BadInput: no reason, or it is the visit that it is about already, or about no visit, or a plan made for that
            one.
        IllegalTransition: it does not stand any more; and what undoing it raises.
    """
    item = lock(items_visible_to(actor).select_related("proposal"), item_id)
    actor.require("message.correct")
    _refuse_others(actor, item)
    why = require_reason(reason, ask=_("Say in a few words what was wrong."))
    visit = _visit(actor, item, visit_id)
    if item.status not in STANDS:
        raise IllegalTransition(
            _("There is nothing to put right here: %(status)s.") % {"status": str(item.get_status_display()).lower()}
        )
    wrong = _of_same_visit(item)
    rulings = [_ruling(one, actor) for one in wrong]
    for one in reversed(wrong):
        _take_back(one, actor, now, why)
    result = _do_there(item, list(zip(wrong, rulings, strict=True)), visit, actor, now) if visit is not None else item
    run = AgentRun.objects.select_related("message").filter(proposal=item.proposal_id).first()
    if run is not None:
        payload = {"item": str(item_id), "visit": str(visit_id) if visit_id else ""}
        emit(MESSAGE_CORRECTED, actor=actor, subject=run.message, now=now, **payload)
    result.refresh_from_db()
    return result


def _refuse_others(actor: Actor, item: ProposalItem) -> None:
    if actor.user is None or item.proposal.served_id != actor.user.pk:
        raise NotAllowed(_("Only who wrote the message can say what it meant."))


def _visit(actor: Actor, item: ProposalItem, visit_id: UUID | None) -> Visit | None:
    if visit_id is None:
        return None
    if item.command in OF_ONE_VISIT:
        sentence = _("This was planned for that visit alone. Take it back, and write what is to be done instead.")
        raise BadInput(sentence, code="of_one_visit", fields={"visit_id": sentence})
    if "visit_id" not in item.arguments or item.arguments["visit_id"] == str(visit_id):
        sentence = _("It is about this visit already. Choose the one you meant.")
        raise BadInput(sentence, code="same_visit", fields={"visit_id": sentence})
    found = visits_visible_to(actor).filter(public_id=visit_id).select_related("job__site").first()
    if found is None:
        raise NotHere
    return found


def _of_same_visit(item: ProposalItem) -> list[ProposalItem]:
    """It, and what the same message changed on the same visit, in their order."""
    about = item.arguments.get("visit_id")
    if not about:
        return [item]
    rows = item.proposal.items.select_for_update(of=("self",), no_key=True).filter(status__in=STANDS)
    return [one for one in rows.order_by("position") if one.arguments.get("visit_id") == about]


def _take_back(item: ProposalItem, actor: Actor, now: datetime, why: str) -> None:
    if item.status == ItemStatus.PENDING:
        reject_item(actor=actor, now=now, item_id=item.public_id, note=why[:500])
    elif item.status == ItemStatus.APPROVED:  # on its way: no worker applies it any more
        item.status, item.decided_at, item.decision_note = ItemStatus.REJECTED, now, why
        save(item, now=now, fields=["status", "decided_at", "decision_note"])
    elif item.command == "incident.report" and not may_undo(actor, item):
        _let_office_look(item, actor, now, why)
    else:
        undo_item(actor=actor, now=now, item_id=item.public_id, reason=why)


def _let_office_look(item: ProposalItem, actor: Actor, now: datetime, why: str) -> None:
    message_id = AgentRun.objects.filter(proposal=item.proposal_id).values_list("message__public_id", flat=True).first()
    if message_id is not None:
        forward_message(actor=actor, now=now, message_id=message_id, reason=why)


def _ruling(item: ProposalItem, actor: Actor) -> tuple[Policy, str]:
    """Whether the same may be done elsewhere at once: whoever taps decides it; the agent is held to what it may do.

    That the visit was wrong makes nobody surer of the rest: what waited because it was unsure waits there as well.
    """
    if actor.via != Via.AGENT:
        return Policy.AUTO, _("The person said which visit was meant.")
    confidence = item.confidence if item.status == ItemStatus.PENDING else 1.0
    return policy.decide(item.command, confidence=confidence, brain=Brain(item.brain), actor=actor)


def _do_there(
    item: ProposalItem, wrong: list[tuple[ProposalItem, tuple[Policy, str]]], visit: Visit, actor: Actor, now: datetime
) -> ProposalItem:
    """The same on the right visit, in the same order. What that visit does not allow is written on its item."""
    done = item
    for one, (ruling, reason) in wrong:
        suggestion = Suggestion(
            command=one.command,
            arguments={**one.arguments, "visit_id": str(visit.public_id)},
            summary=told(one.command, visit),
            confidence=one.confidence if ruling == Policy.ASK else 1.0,
            brain=Brain.PERSON,
            policy=ruling,
            policy_reason=reason,
            evidence=one.evidence,
        )
        known = set(item.proposal.items.values_list("pk", flat=True))
        propose_more(actor=actor, now=now, proposal=item.proposal, suggestions=[suggestion])
        new = item.proposal.items.exclude(pk__in=known).order_by("position").last()
        if new is None:
            raise IllegalTransition(_("This was suggested for that visit before. Look at it below."))
        applied = apply_item(actor=actor, now=now, item_id=new.public_id)
        done = applied if one.pk == item.pk else done
    return done


@command("message.keep_corrections", title="Keep my corrections as examples", risk=Risk.REVERSIBLE, personal=True)
def keep_corrections(*, actor: Actor, now: datetime, keep: bool) -> User:
    """Allow, or forbid from now on, that one's corrections are kept as examples, without names and numbers.

    What is kept already belongs to nobody any more: it does not say whose it was.

    Raises:
        NotAllowed.
    """
    actor.require("message.keep_corrections")
    if actor.user is None:
        raise NotAllowed
    known = talk_of(actor.user.pk, now)
    conversation = lock(Conversation.objects.filter(pk=known.pk), known.public_id)
    conversation.keeps_corrections = keep
    save(conversation, now=now, fields=["keeps_corrections"])
    emit(CORRECTIONS_KEPT, actor=actor, subject=conversation, now=now, keep=keep)
    return User.objects.get(pk=actor.user.pk)
