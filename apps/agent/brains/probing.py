"""Trying whether a paused model is back: after a message was worked on by rules, so that nobody waits for it."""

import logging

from django.conf import settings
from django.utils import timezone
from langchain_core.messages import HumanMessage

from apps.agent.actions import claim_probe, note_answer
from apps.agent.brains.base import BrainFailure
from apps.agent.brains.groq_address import address_of
from apps.agent.brains.groq_calls import Calls, model
from apps.agent.brains.groq_errors import CallLost
from apps.agent.brains.guard import note_lost

logger = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds
QUESTION = "Answer with the word ok."


def probe_paused() -> None:
    """Try each model that is set, is paused, and was tried by nobody for half a minute."""
    provider = address_of(settings.GROQ_BASE_URL).provider
    for name in dict.fromkeys((settings.GROQ_MODEL_TRIAGE, settings.GROQ_MODEL_PLAN)):
        if claim_probe(provider=provider, model=name, now=timezone.now()):
            _probe(provider, name)


def _probe(provider: str, name: str) -> None:
    try:
        Calls(seconds=PATIENCE, model=name).make(model(name).invoke, [HumanMessage(QUESTION)])
    except CallLost as failure:
        note_lost(failure.lost, provider=provider, model=name)
    except BrainFailure as failure:
        logger.warning("it could not be tried whether %s is back: %s", name, failure.code)
    else:
        note_answer(provider=provider, model=name, now=timezone.now())
