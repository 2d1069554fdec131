"""An answer: what is said, and the rows it is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats, translation

from apps.agent.saying import say
from apps.agent.understanding import Language
from apps.core.models import Record
from apps.core.texts import storable

LONGEST_QUOTE = 600  # characters of somebody's note or document that are repeated
MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A row that an answer is from: its kind, its public id, and what it is called."""

    kind: str
    id: str
    label: str

    @classmethod
    def of(cls, row: Record, label: str) -> "Source":
        """A row under the name that people know it by."""
        return cls(row.type_name(), str(row.public_id), label[:120])

    def facts(self) -> dict[str, Any]:
        """As it is kept with the message."""
        return {"type": self.kind, "id": self.id, "label": self.label}


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered; `settled` unless people must still look at the question."""

    text: str
    sources: tuple[Source, ...] = ()
    settled: bool = True


def quoted(text: str) -> str:
    """Somebody's words as a quotation that cannot pass for the answer's own: on one line, within its own marks."""
    plain = " ".join(storable(text).split()).replace("“", '"').replace("”", '"')
    return f"“{plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + '…'}”"


def day_told(lang: Language, day: date, today: date) -> str:
    """Today, Tomorrow, Yesterday, or Fri 6 Mar, in the message's language whatever the reader's own is."""
    near = {-1: ("Yesterday", "Ayer"), 0: ("Today", "Hoy"), 1: ("Tomorrow", "Mañana")}.get((day - today).days)
    if near is not None:
        return say(lang, *near)
    with translation.override(lang):
        return formats.date_format(day, "D j M")


def days_named(lang: Language, first: date, last: date, today: date) -> str:
    """The same for a stretch of days."""
    name = day_told(lang, first, today)
    return name if first == last else f"{name} – {day_told(lang, last, today)}"


def source_line(lang: Language, *places: str) -> str:
    """Where an answer is from, at its end: "Source: Oak St, access notes."."""
    return say(lang, "Source: {places}.", "Fuente: {places}.", places="; ".join(dict.fromkeys(places)))


def kept(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Each source once, as kept with the message."""
    return [source.facts() for source in list(dict.fromkeys(sources))[:MOST_SOURCES]]
