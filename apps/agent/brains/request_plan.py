"""From a request in a message to `request.add`: dates, hours and amounts by simple rules, nothing that was not said."""

import re
from datetime import UTC, datetime, time, tzinfo
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from apps.agent.brains.base import Planned, PlanRequest
from apps.agent.brains.rules.figures import amount_in, hours_in
from apps.agent.brains.rules.when import DAY, Days, days_in, part_of_day
from apps.agent.states import Brain
from apps.agent.understanding import RequestKind, Understood
from apps.crews.spans import days_told

UNSURE = 0.6  # the person decides below their message
# What the office does rather than grants ("send somebody", "move the visit") is for people to read.
FOR_PEOPLE = frozenset({RequestKind.OTHER})
SENTENCE = re.compile(r"[.!?\n;]+(?:\s|$)")


def plan_of(request: PlanRequest, action: Understood) -> Planned | str:
    """The command that asks for it; else a sentence that says what was missing, or nothing where people answer."""
    kind = action.kind
    if kind is None or kind in FOR_PEOPLE:
        return ""
    words = sentence_of(request.text, action)
    if kind == RequestKind.PURCHASE:
        return _purchase(request, action, words)
    if kind == RequestKind.ACCESS:
        return _planned(request, action, {}, _("Ask for access"), sure=True)
    days = _days(request, action) or _days(request, words)
    if kind == RequestKind.OVERTIME:
        return _overtime(request, action, words, days)
    return _leave(request, action, words, days)


def sentence_of(text: str, action: Understood) -> str:
    """The sentence in which it is asked for."""
    if not action.evidence:
        return text
    start, end = action.evidence[0].start, max(span.end for span in action.evidence)
    breaks = [match.end() for match in SENTENCE.finditer(text)]
    return text[max((at for at in breaks if at <= start), default=0) : _end_of_sentence(text, end)]


def _end_of_sentence(text: str, end: int) -> int:
    return min((match.end() for match in SENTENCE.finditer(text) if match.end() >= end), default=len(text))


def _days(request: PlanRequest, said: Understood | str) -> Days | None:
    """The days in those words; of something understood, in its own words and what follows them."""
    if isinstance(said, Understood):
        if not said.evidence:
            return None
        start, end = said.evidence[0].start, max(span.end for span in said.evidence)
        said = request.text[start : _end_of_sentence(request.text, end)]
    return days_in(said, request.now.date(), spanish=request.understanding.lang == "es")


def _purchase(request: PlanRequest, action: Understood, words: str) -> Planned | str:
    amount = amount_in(words) or amount_in(request.text)
    if amount is None:
        return _in(
            request,
            "To have it approved, write about how much it costs, as $40, or use Requests.",
            "Para que lo aprueben, escriba cuánto cuesta más o menos, como $40, o use Requests.",
        )
    told = _("Ask to buy for %(amount)s") % {"amount": number_format(amount, decimal_pos=2)}
    return _planned(request, action, {"amount": str(amount)}, told, sure=True)


def _overtime(request: PlanRequest, action: Understood, words: str, days: Days | None) -> Planned | str:
    hours, day = hours_in(words), days or Days(request.now.date(), request.now.date())
    if hours is None or not 0 < hours <= 24 or day.first != day.last:
        return _in(
            request,
            "To have overtime approved, write how many hours, as “2 hours overtime today”, or use Requests.",
            "Para las horas extra, escriba cuántas son, como “2 horas extra hoy”, o use Requests.",
        )
    # Overtime was worked, or is about to be: "on Monday" may be the last or the next.
    sure = day.sure and day.first <= request.now.date() + DAY
    start = _at(request, day, time.min)
    told = _("Ask for %(hours)s h overtime on %(day)s") % {
        "hours": number_format(hours),
        "day": days_told(start, start + DAY, _zone(request)),
    }
    return _planned(request, action, {"start": start.isoformat(), "hours": str(hours)}, told, sure=sure)


def _leave(request: PlanRequest, action: Understood, words: str, days: Days | None) -> Planned | str:
    sick = action.kind == RequestKind.SICK_LEAVE
    if days is None and sick:
        days = Days(request.now.date(), request.now.date())
    part = (None, None) if sick else part_of_day(words)
    if days is None or part is None or (part != (None, None) and days.first != days.last):
        return _in(
            request,
            "To ask for time off, write which days, as “day off Friday”, or use Requests.",
            "Para pedir días libres, escriba cuáles, como “libre el viernes”, o use Requests.",
        )
    begins, ends = part
    start = _at(request, days, begins or time.min)
    end = start.replace(hour=ends.hour, minute=ends.minute) if ends else _midnight_after(request, days)
    told = days_told(start, end, _zone(request))
    said = _("Report sick: %(days)s") if sick else _("Ask for time off: %(days)s")
    arguments = {"start": start.isoformat(), "end": end.isoformat()}
    return _planned(request, action, arguments, said % {"days": told}, sure=days.sure)


def _in(request: PlanRequest, english: str, spanish: str) -> str:
    return spanish if request.understanding.lang == "es" else english


def _zone(request: PlanRequest) -> tzinfo:
    return request.now.tzinfo or UTC


def _at(request: PlanRequest, days: Days, clock: time) -> datetime:
    """On the writer's own clock."""
    return datetime.combine(days.first, clock, tzinfo=_zone(request))


def _midnight_after(request: PlanRequest, days: Days) -> datetime:
    return datetime.combine(days.last + DAY, time.min, tzinfo=_zone(request))


def _planned(request: PlanRequest, action: Understood, more: dict[str, Any], summary: str, *, sure: bool) -> Planned:
    assert action.kind is not None  # noqa: S101
    return Planned(
        command="request.add",
        arguments={"kind": action.kind.value, "text": request.text[:4000], **more},
        summary=summary,
        confidence=action.confidence if sure else min(action.confidence, UNSURE),
        brain=Brain.RULES,
        evidence=action.evidence,
    )
