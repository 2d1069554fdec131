"""From what a message means to the commands that follow: one table, no model."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.agent.brains import working_day
from apps.agent.brains.base import Plan, Planned, PlanRequest
from apps.agent.brains.colleagues import clause_of, is_of_another
from apps.agent.brains.matching import Match, match_visit
from apps.agent.brains.request_plan import plan_of
from apps.agent.brains.working_day import Day
from apps.agent.states import Brain
from apps.agent.understanding import AttendanceAction, Intent, JobAction, RequestKind, Understood
from apps.jobs.models import Visit
from apps.jobs.states import VISIT, VisitStatus

# What a job update leads to. The others are for people to read: nothing in the records says them yet.
MOVES = {
    JobAction.EN_ROUTE: ("visit.depart", VisitStatus.EN_ROUTE),
    JobAction.START: ("visit.start", VisitStatus.ON_SITE),
    JobAction.COMPLETE: ("visit.complete", VisitStatus.COMPLETED),
}

OF_ONES_OWN = (RequestKind.SICK_LEAVE, RequestKind.TIME_OFF, RequestKind.OVERTIME)


@dataclass
class _Draft:
    """A plan in the making. `status` is where the visit would stand after what is planned so far."""

    request: PlanRequest
    match: Match
    status: str
    day: Day
    planned: list[Planned] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    forward: list[Understood] = field(default_factory=list)


def plan(request: PlanRequest) -> Plan:
    """Incidents first, then the visit's moves in the order they were said; the rest goes to the office."""
    match = match_visit(request.understanding, request.facts, request.page_visit)
    draft = _Draft(request, match, match.visit.status if match.visit else "", Day.of(request))
    actions = request.understanding.actions
    for action in sorted(actions, key=lambda a: a.intent != Intent.INCIDENT):
        _add(draft, action)
    if draft.forward:
        _forward(draft)
    return Plan(planned=tuple(draft.planned), remarks=tuple(dict.fromkeys(draft.remarks)))


def _add(draft: _Draft, action: Understood) -> None:
    if action.intent == Intent.INCIDENT:
        draft.planned.append(incident(draft.request, action, draft.match))
    elif action.intent == Intent.JOB_UPDATE and isinstance(action.action, JobAction) and action.action in MOVES:
        _move(draft, action, action.action)
    elif _is_of_another(draft.request, action):
        draft.forward.append(action)
    elif isinstance(action.action, AttendanceAction) and draft.request.facts.member is not None:
        _tap(draft, action, action.action)
    elif action.intent == Intent.REQUEST:
        _request(draft, action)
    elif action.intent == Intent.GENERAL:
        if len(draft.request.understanding.actions) == 1:
            draft.remarks.append(
                _in(draft, "Nothing to do in the records for this.", "No hay nada que anotar por esto.")
            )
    else:
        draft.forward.append(action)


def _is_of_another(request: PlanRequest, action: Understood) -> bool:
    """Whether a working day or an absence is somebody else's; people read that."""
    if not isinstance(action.action, AttendanceAction) and action.kind not in OF_ONES_OWN:
        return False
    return is_of_another(request.text, action, request.facts.colleagues)


def _request(draft: _Draft, action: Understood) -> None:
    """Ask for it where all is said; else, and where a code is needed on the spot, people read it as well."""
    planned = plan_of(draft.request, action)
    if isinstance(planned, Planned):
        draft.planned.append(planned)
    elif planned:
        draft.remarks.append(planned)
    if not isinstance(planned, Planned) or action.kind == RequestKind.ACCESS:
        draft.forward.append(action)


def incident(request: PlanRequest, action: Understood, match: Match) -> Planned:
    """The report of an incident, on the visit when one is known. It never waits for knowing which."""
    visit = match.visit
    title = action.summary or (action.evidence[0].text.capitalize() if action.evidence else _("Incident"))
    arguments: dict[str, Any] = {"severity": action.severity, "title": title[:200], "description": request.text}
    if visit:
        arguments["visit_id"] = str(visit.public_id)
    return Planned(
        command="incident.report",
        arguments=arguments,
        summary=_("Report an incident: %(title)s") % {"title": title},
        confidence=action.confidence,
        brain=_brain(action),
        evidence=action.evidence,
    )


def _brain(action: Understood) -> Brain:
    """What is planned here is the rules' decision, whoever read the message; only the net's dangers are its own."""
    return Brain.SAFETY_NET if action.decided_by == "safety_net" else Brain.RULES


def _move(draft: _Draft, action: Understood, move: JobAction) -> None:
    visit = draft.match.visit
    if visit is None:
        draft.remarks.append(_which(draft))
        return
    command, status = MOVES[move]
    if command == "visit.start" and draft.status == VisitStatus.PAUSED:
        command = "visit.resume"
    if not VISIT.allows(draft.status, status):
        draft.remarks.append(_already(draft, visit))
        return
    draft.status = status
    draft.planned.append(
        Planned(
            command=command,
            arguments=_arguments(command, visit, draft.request.text),
            summary=_summary(command, visit),
            confidence=round(action.confidence * draft.match.certainty, 3),
            brain=_brain(action),
            evidence=action.evidence,
            base_visit=visit.public_id,
        )
    )


def _tap(draft: _Draft, action: Understood, tap: AttendanceAction) -> None:
    """The working day moves; it counts from when the message was written, however late it is worked on."""
    lang = draft.request.understanding.lang
    if not working_day.is_of_now(clause_of(draft.request.text, action), draft.day):
        draft.remarks.append(working_day.other_time(lang))
        draft.forward.append(action)
        return
    if not draft.day.takes(tap):
        draft.remarks.append(working_day.refusal(draft.day, lang))
        return
    draft.planned.append(
        Planned(
            command=working_day.TAPS[tap][0],
            arguments={"device_at": draft.request.written_at.isoformat()},
            summary=working_day.summary(tap, draft.day, lang),
            confidence=action.confidence,
            brain=_brain(action),
            evidence=action.evidence,
        )
    )


def _arguments(command: str, visit: Visit, text: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {"visit_id": str(visit.public_id)}
    if command == "visit.complete":
        arguments["note"] = text[:10_000]
    return arguments


def _summary(command: str, visit: Visit) -> str:
    words = {
        "visit.depart": _("On the way to %(place)s (%(code)s)"),
        "visit.start": _("Start work at %(place)s (%(code)s)"),
        "visit.resume": _("Go on at %(place)s (%(code)s)"),
        "visit.complete": _("Finish the visit at %(place)s (%(code)s)"),
    }
    return words[command] % {"place": visit.job.site.name, "code": visit.code}


def _already(draft: _Draft, visit: Visit) -> str:
    told = {"code": visit.code, "place": visit.job.site.name}
    if draft.status == VisitStatus.COMPLETED:
        return _in(draft, "{code} at {place} is finished already.", "{code} en {place} ya está terminado.", **told)
    if draft.status == VisitStatus.ON_SITE:
        return _in(
            draft, "You are at work on {code} at {place} already.", "Ya está trabajando en {code}, {place}.", **told
        )
    if draft.status == VisitStatus.EN_ROUTE:
        return _in(
            draft, "You are on the way to {place} ({code}) already.", "Ya va en camino a {place} ({code}).", **told
        )
    told["status"] = str(VISIT.looks[draft.status].label).lower()
    return _in(draft, "{code} at {place} is {status}.", "{code} en {place}: {status}.", **told)


def _which(draft: _Draft) -> str:
    number, options = draft.request.understanding.job_number, draft.match.candidates
    if number and not options:
        return _in(draft, "{number} is none of your visits.", "{number} no es ninguna de sus visitas.", number=number)
    if not options:
        english = "Which visit do you mean? Write its number, as WH-1042, or open it and write there."
        spanish = "¿Qué visita quiere decir? Escriba su número, como WH-1042, o ábrala y escriba ahí."
        return _in(draft, english, spanish)
    named = ", ".join(f"{v.job.site.name} ({v.code})" for v in options)
    return _in(draft, "Which visit do you mean: {named}?", "¿Qué visita quiere decir: {named}?", named=named)


def _in(draft: _Draft, english: str, spanish: str, **told: str) -> str:
    """A sentence in the language of the message. What is put in is never read as a format."""
    return (spanish if draft.request.understanding.lang == "es" else english).format(**told)


def _forward(draft: _Draft) -> None:
    action = draft.forward[0]
    draft.planned.append(
        Planned(
            command="message.forward",
            arguments={"message_id": str(draft.request.message_id), "reason": str(action.intent)},
            summary=_("Pass the message to the office"),
            confidence=1.0,
            brain=_brain(action),
            evidence=tuple(span for a in draft.forward for span in a.evidence),
        )
    )
