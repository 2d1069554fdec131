"""Keeping a correction as a labelled example, when who corrected lets it be kept."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from apps.agent.corrections.forgetting import JOB, forgotten
from apps.agent.models import AgentRun, CorrectionExample
from apps.agent.understanding import Understanding


def keep_example(*, message_id: UUID, right: bool, now: datetime) -> CorrectionExample | None:
    """Keep what the message says, without whose it is; None when the person has not allowed it. Once per message: a
    correction that tells what is right adds to one that only took back.

    Args:
        right: the visit was wrong and the labels were right; otherwise the labels are what was wrong.
    """
    run = AgentRun.objects.select_related("message__conversation").filter(message__public_id=message_id).first()
    if run is None or not run.message.conversation.keeps_corrections or not run.understanding:
        return None
    labels = Understanding.model_validate(run.understanding).labels
    example, _new = CorrectionExample.objects.get_or_create(
        origin=uuid5(NAMESPACE_URL, f"workhub:{message_id}"),
        defaults={
            "text": forgotten(run.message.text),
            "lang": run.understanding["lang"],
            "at": timezone.localdate(now),
            "wrong": [] if right else labels,
            "actions": labels if right else [],
        },
    )
    if right and not example.actions:
        example.actions, example.wrong = labels, []
        example.save(update_fields=["actions", "wrong"])
    return example


def line_of(example: CorrectionExample) -> dict[str, Any]:
    """As a line of the corpus; `wrong` are labels that it does not have, where nobody said which it has."""
    told: dict[str, Any] = {
        "id": f"correction-{example.pk}",
        "text": example.text,
        "lang": example.lang,
        "actions": example.actions,
    }
    if JOB in example.text:
        told["job_ref"] = JOB
    return told | ({"wrong": example.wrong} if example.wrong else {})
