"""`proposal.ask`: a question to the person in whose name something is suggested, before it is decided."""

import pytest

from apps.core.actions import approve_item, ask_about_item
from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.models import ItemStatus, ProposalItem
from apps.core.relay import fast
from apps.crews.decisions import items_waiting_for, number_waiting_for
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, audited, events
from tests.core.conftest import Suggest, proposal_of, suggestion


def ask(item: ProposalItem, actor: Actor, question: str = "All of it?") -> ProposalItem:
    return ask_about_item(actor=actor, now=NOW, item_id=item.public_id, question=question)


def test_it_keeps_the_question_and_tells_the_person(cast: Cast, suggest: Suggest) -> None:
    item = ask(suggest(), cast.office())
    note = item.notes.get()
    assert (item.asked_back, item.status) == (True, ItemStatus.PENDING)
    assert (note.author, note.is_question, note.text) == (cast.dana, True, "All of it?")
    assert [e.payload for e in events("proposal.asked")] == [{"item": str(item.public_id)}]
    assert [e.user for e in audited("proposal.ask")] == [cast.dana]
    while fast.drain(NOW):
        pass
    told = Notification.objects.get(recipient=cast.ana, kind="proposal.asked")
    assert (told.body, told.url) == ("All of it?", f"/portal/messages/#item-{item.public_id}")


def test_it_waits_for_the_answer_and_can_be_decided_all_the_same(cast: Cast, suggest: Suggest) -> None:
    item = ask(suggest(), cast.office())
    assert number_waiting_for(cast.office(), NOW) == 0
    assert items_waiting_for(cast.office(), NOW) == [item]
    done = approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert (done.status, done.asked_back) == (ItemStatus.APPLIED, False)


def test_one_question_at_a_time_and_none_without_words(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    with pytest.raises(BadInput, match="Write the question first"):
        ask(item, cast.office(), " ")
    ask(item, cast.office())
    with pytest.raises(IllegalTransition, match="waits for its answer already"):
        ask(item, cast.office())


def test_nobody_asks_themselves_and_the_field_does_not_ask(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(NotAllowed):
        ask(suggest(), cast.field())
    with pytest.raises(NotAllowed, match="in your own name"):
        ask(suggest(served=cast.dana), cast.office())


def test_who_could_not_answer_is_not_asked(cast: Cast) -> None:
    """What a member asks for stands on no page of theirs where they could answer; what the office plans does."""
    wanted = suggestion("incident.report", {"severity": "low", "title": "Drip"})
    item = proposal_of(cast, wanted, source="person").items.get()
    with pytest.raises(NotAllowed, match="Reject it and say what is missing"):
        ask(item, cast.office())
    assert ask(proposal_of(cast, wanted, source="planner", served=cast.ada).items.get(), cast.office()).asked_back


def test_an_outsider_is_told_there_is_no_such_suggestion(cast: Cast, suggest: Suggest) -> None:
    with pytest.raises(NotHere):
        ask(suggest(), cast.outsider())
    assert [e.code for e in audited("proposal.ask", "refused")] == ["not_found"]


def test_what_is_decided_is_not_asked_about(cast: Cast, suggest: Suggest) -> None:
    item = suggest()
    approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    with pytest.raises(IllegalTransition):
        ask(item, cast.office())
