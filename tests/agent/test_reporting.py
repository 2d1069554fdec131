"""What the agent answers: what was done, in words that fit whatever verb did it."""

from uuid import UUID, uuid4

import pytest

from apps.agent.reporting import answer
from apps.agent.understanding import Understanding
from apps.core.models import ItemStatus, ProposalItem
from apps.jobs.models import Visit
from tests.agent.telling import tell
from tests.conftest import Cast


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


@pytest.mark.django_db(transaction=True)
def test_who_writes_in_spanish_is_answered_in_spanish(cast: Cast, working: Visit) -> None:
    first = tell(cast, "terminé en Oak St, pero huele a gas junto al medidor").message.answer.text.split("\n")
    assert first[0].startswith("Salga del edificio ahora")
    assert first[1] == "El incidente WH-I-1 (crítico) queda abierto para Oak St. Se avisa a la oficina."
    assert first[2] == "WH-1001 en Oak St: terminada."
    assert tell(cast, "terminé en Oak St").message.answer.text == "WH-1001 en Oak St ya está terminada."
    asked = tell(cast, "necesito el miércoles libre").message.answer.text
    assert asked.startswith(("SR-1 queda pedida: ", "No es seguro: ¿Pedir tiempo libre: "))
