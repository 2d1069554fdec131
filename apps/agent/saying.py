"""Sentences in the language of the message, whatever language pages are shown in."""

from typing import Any

from apps.agent.understanding import Language

# Labels that sentences put in, in small letters.
_SPANISH = {
    "planned": "planeada",
    "sent": "enviada",
    "on the way": "en camino",
    "working": "en curso",
    "paused": "en pausa",
    "done": "terminada",
    "follow-up": "por continuar",
    "not possible": "no fue posible",
    "cancelled": "cancelada",
    "critical": "crítico",
    "high": "alto",
    "medium": "medio",
    "low": "bajo",
}


def say(lang: Language, english: str, spanish: str, **told: Any) -> str:
    """A sentence in the language of the message. What is put in is never read as a format."""
    return (spanish if lang == "es" else english).format(**told)


def label(lang: Language, name: object) -> str:
    """A visit's status or an incident's severity within a sentence."""
    plain = str(name).lower()
    return _SPANISH.get(plain, plain) if lang == "es" else plain
