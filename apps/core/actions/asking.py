"""A question about a suggested command, before somebody decides, and its answer."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.deciding import take
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition, NotAllowed
from apps.core.events import PROPOSAL_ANSWERED, PROPOSAL_ASKED
from apps.core.models import BY_AGENT, ItemNote, ItemStatus, ProposalItem
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.core.selectors import items_visible_to


@command("proposal.ask", title="Ask back about a suggested change", risk=Risk.REVERSIBLE)
def ask_about_item(*, actor: Actor, now: datetime, item_id: UUID, question: str) -> ProposalItem:
    """Ask the person in whose name something is suggested before deciding. It waits no longer because of that.

    Raises:
        NotHere; NotAllowed: it is not this person's decision, or they would ask themselves.
        IllegalTransition: it is decided, or a question waits for its answer; BadInput: there is no question.
    """
    item = take(actor, item_id, right="proposal.ask")
    if why := nobody_to_ask(actor, item):
        raise NotAllowed(why)
    if item.asked_back:
        raise IllegalTransition(_("A question waits for its answer already."))
    question = require_reason(question, argument="question", ask=_("Write the question first."))
    create(
        ItemNote, now=now, item=item, author_id=actor.user.pk if actor.user else None, is_question=True, text=question
    )
    item.asked_back = True
    save(item, now=now, fields=["asked_back"])
    emit(PROPOSAL_ASKED, actor=actor, subject=item.proposal, now=now, item=str(item.public_id))
    return item


def nobody_to_ask(actor: Actor, item: ProposalItem) -> str:
    """Why nobody else could answer a question about it; empty when somebody can, in the office or in their talk."""
    proposal = item.proposal
    if actor.user is not None and actor.user.pk == proposal.served_id:
        return _("This is suggested in your own name. Approve or reject it.")
    if proposal.source != BY_AGENT and not proposal.served.is_office:
        return _("They cannot be asked here. Reject it and say what is missing.")
    return ""


@command("proposal.answer", title="Answer a question about a suggested change", risk=Risk.REVERSIBLE)
def answer_about_item(*, actor: Actor, now: datetime, item_id: UUID, text: str) -> ProposalItem:
    """Answer what was asked; only the person in whose name it is suggested can.

    Raises:
        NotHere; NotAllowed: it is suggested in somebody else's name; BadInput: there is no text.
        IllegalTransition: nothing was asked, or it is decided.
    """
    item = lock(items_visible_to(actor).select_related("proposal"), item_id)
    actor.require("proposal.answer")
    if actor.user is None or actor.user.pk != item.proposal.served_id:
        raise NotAllowed(_("Only the person in whose name it is suggested can answer."))
    if item.status != ItemStatus.PENDING or not item.asked_back:
        raise IllegalTransition(_("No question waits for an answer here."))
    text = require_reason(text, argument="text", ask=_("Write the answer first."))
    create(ItemNote, now=now, item=item, author_id=actor.user.pk, text=text)
    item.asked_back = False
    save(item, now=now, fields=["asked_back"])
    emit(PROPOSAL_ANSWERED, actor=actor, subject=item.proposal, now=now, item=str(item.public_id))
    return item
