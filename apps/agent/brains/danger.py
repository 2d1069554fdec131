"""Danger to life in a message: the safety net's signs, and where it knows none, the trained weights."""

import logging

from apps.agent.brains import safety_net
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.safety_net import Danger
from apps.agent.brains.trained.reading import said_in
from apps.agent.brains.trained.verdict import verdict_of
from apps.agent.labels import CRITICAL

logger = logging.getLogger(__name__)

MISTAKEN = 0.3
"""A sign is taken for trade, idiom or story when the weights, which know that it is there, hold danger for this
unlikely.
"""
ADDED = 0.8
"""How likely danger must be for the weights to raise the alarm where the net knows no sign."""


def find_danger(text: str) -> Danger | None:
    """The danger that `text` tells of; None when there is none. Never raises, asks no model over a network."""
    try:
        return _weighed(text)
    except Exception:
        # Whatever is wrong with the weights must not keep the alarm from sounding.
        logger.exception("the weights failed; the safety net's signs alone decide")
        return safety_net.find_danger(text)


def _weighed(text: str) -> Danger | None:
    verdict = verdict_of(text)
    sign = verdict.signals.danger
    if sign and verdict.critical >= MISTAKEN:
        return sign
    if plain := safety_net.find_plain_danger(text):
        return plain
    if sign or verdict.critical < ADDED:
        return None
    return Danger(Hazard.UNNAMED, evidence=(said_in(verdict, CRITICAL),), confidence=round(verdict.critical, 3))
