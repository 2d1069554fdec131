"""What the agent answers: what was done, in words that fit whatever verb did it."""

from uuid import UUID, uuid4

from apps.agent.reporting import answer
from apps.agent.understanding import Understanding
from apps.core.models import ItemStatus, ProposalItem
from apps.jobs.models import Visit


def said(command: str, summary: str, result_type: str, result_id: UUID) -> str:
    item = ProposalItem(command=command, summary=summary, status=ItemStatus.APPLIED)
    item.result_type, item.result_id = result_type, result_id
    return answer([item], remarks=[], hazard="", understanding=Understanding(actions=(), lang="en"))


def test_what_a_verb_did_that_has_no_sentence_of_its_own_is_said_as_it_was_suggested() -> None:
    assert said("job.hold", "Put WH-1042 on hold", "job", uuid4()) == "Done: Put WH-1042 on hold."


def test_a_message_that_was_passed_on_is_not_said_to_be_done() -> None:
    told = said("message.forward", "Pass the message to the office", "message", uuid4())
    assert told == "The office has your message and answers it."


def test_a_sites_name_with_a_percent_sign_is_said_as_it_is(visit: Visit) -> None:
    summary = "100% Organic (WH-1042/1): Bea instead of Ana"
    assert said("visit.reschedule", summary, "visit", visit.public_id) == f"Done: {summary}."
