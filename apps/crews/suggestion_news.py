"""Who is told of questions about suggested changes, and of their answers."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.events import PROPOSAL_ANSWERED, PROPOSAL_ASKED, Envelope, subscribe
from apps.core.models import ItemNote, ProposalItem
from apps.crews.models import User
from apps.notifications.actions import Text, notify


@subscribe(PROPOSAL_ASKED)
def tell_of_question(envelope: Envelope) -> None:
    """The person in whose name it is suggested."""
    item = _item(envelope)
    question = _last_note(item, is_question=True)
    if item is not None and question is not None:
        title = _("A question about: %(what)s") % {"what": item.summary or item.proposal.title}
        served = User.objects.filter(pk=item.proposal.served_id)
        for person in served:
            text = Text(kind="proposal.asked", title=title, body=question.text, url=_page(item, person))
            notify(envelope, [person], text, now=timezone.now())


@subscribe(PROPOSAL_ANSWERED)
def tell_of_answer(envelope: Envelope) -> None:
    """Who asked."""
    item = _item(envelope)
    question, answer = _last_note(item, is_question=True), _last_note(item, is_question=False)
    if item is not None and question is not None and answer is not None and question.author_id is not None:
        title = _("Answered: %(what)s") % {"what": item.summary or item.proposal.title}
        for person in User.objects.filter(pk=question.author_id):
            text = Text(kind="proposal.answered", title=title, body=answer.text, url=_page(item, person))
            notify(envelope, [person], text, now=timezone.now())


def _item(envelope: Envelope) -> ProposalItem | None:
    found = ProposalItem.objects.filter(public_id=UUID(envelope.payload["item"]))
    return found.select_related("proposal").first()


def _last_note(item: ProposalItem | None, *, is_question: bool) -> ItemNote | None:
    return item.notes.filter(is_question=is_question).last() if item is not None else None


def _page(item: ProposalItem, person: User) -> str:
    """Where that person reads it: in the office, or in their talk with the agent."""
    if person.is_office:
        return f"/admin/core/proposalitem/{item.pk}/change/"
    return f"/portal/messages/#item-{item.public_id}"
