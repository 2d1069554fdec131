"""`proposal.answer`: who is served answers what was asked about a suggestion, and it waits for the office again."""

import pytest

from apps.core.actions import answer_about_item, approve_item, ask_about_item
from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ProposalItem
from apps.core.relay import fast
from apps.crews.decisions import number_waiting_for
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Suggest


@pytest.fixture
def asked(cast: Cast, suggest: Suggest) -> ProposalItem:
    return ask_about_item(actor=cast.office(), now=NOW, item_id=suggest().public_id, question="All of it?")


def answer(item: ProposalItem, actor: Actor, text: str = "Yes, all") -> ProposalItem:
    return answer_about_item(actor=actor, now=NOW, item_id=item.public_id, text=text)


def test_it_waits_for_the_office_again_which_is_told(cast: Cast, asked: ProposalItem) -> None:
    item = answer(asked, cast.field())
    assert [(n.author, n.is_question, n.text) for n in item.notes.all()] == [
        (cast.dana, True, "All of it?"),
        (cast.ana, False, "Yes, all"),
    ]
    assert (item.asked_back, number_waiting_for(cast.office(), NOW)) == (False, 1)
    assert [e.payload for e in events("proposal.answered")] == [{"item": str(item.public_id)}]
    assert [e.user for e in audited("proposal.answer")] == [cast.ana]
    while fast.drain(NOW):
        pass
    told = Notification.objects.get(kind="proposal.answered")
    assert (told.recipient, told.body) == (cast.dana, "Yes, all")


def test_only_who_is_served_answers(cast: Cast, asked: ProposalItem) -> None:
    with pytest.raises(NotAllowed, match="Only the person in whose name"):
        answer(asked, cast.office())
    with pytest.raises(NotHere):
        answer(asked, cast.outsider())
    assert [e.code for e in audited("proposal.answer", "refused")] == ["not_allowed", "not_found"]


def test_an_answer_needs_words_and_a_question(cast: Cast, asked: ProposalItem, suggest: Suggest) -> None:
    with pytest.raises(BadInput, match="Write the answer first"):
        answer(asked, cast.field(), "")
    with pytest.raises(IllegalTransition, match="No question waits"):
        answer(suggest(), cast.field())


def test_after_the_decision_it_is_too_late(cast: Cast, asked: ProposalItem) -> None:
    approve_item(actor=cast.office(), now=NOW, item_id=asked.public_id)
    with pytest.raises(IllegalTransition):
        answer(asked, cast.field())
