"""Danger to life in a message: the safety net's signs, and where it finds none, the trained weights."""

import logging
from dataclasses import replace

from apps.agent.brains import safety_net
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.safety_net import Danger
from apps.agent.brains.trained.reading import said_in
from apps.agent.brains.trained.verdict import verdict_of
from apps.agent.labels import CRITICAL

logger = logging.getLogger(__name__)

HINTED = 0.3
"""How likely danger must be for the weights to raise the alarm on a word that is danger or trade."""
ADDED = 0.8
"""How likely danger must be for the weights to raise the alarm where the net knows neither sign nor hint."""


def find_danger(text: str) -> Danger | None:
    """The danger that `text` tells of; None when there is none. Never raises, asks no model over a network.

    The weights only add: a sign of the net counts whatever they hold of it.
    """
    try:
        return _weighed(text)
    except Exception:
        # Whatever is wrong with the weights must not keep the alarm from sounding.
        logger.exception("the weights failed; the safety net's signs alone decide")
        return safety_net.find_danger(text)


def _weighed(text: str) -> Danger | None:
    verdict = verdict_of(text)
    told = verdict.signals.danger
    if told and told.certain:
        return told
    if verdict.critical < (HINTED if told else ADDED):
        return None
    confidence = round(verdict.critical, 3)
    if told:
        return replace(told, confidence=confidence)
    return Danger(Hazard.UNNAMED, evidence=(said_in(verdict, CRITICAL),), confidence=confidence)
