"""From what a message means to the commands that follow: one table, no model."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.agent.brains import working_day
from apps.agent.brains.base import Plan, Planned, PlanRequest
from apps.agent.brains.colleagues import clause_of, is_of_another
from apps.agent.brains.matching import Match, match_visit
from apps.agent.brains.request_plan import plan_of
from apps.agent.brains.rules.places import job_number_of, numbers_denied, place_of
from apps.agent.brains.working_day import Day
from apps.agent.facts import Facts
from apps.agent.saying import label, say
from apps.agent.states import Brain
from apps.agent.understanding import (
    AttendanceAction,
    Intent,
    JobAction,
    Language,
    RequestKind,
    Understanding,
    Understood,
)
from apps.jobs.models import Visit
from apps.jobs.states import VISIT, VisitStatus

# What a job update leads to. The others are for people to read: nothing in the records says them yet.
MOVES = {
    JobAction.EN_ROUTE: ("visit.depart", VisitStatus.EN_ROUTE),
    JobAction.START: ("visit.start", VisitStatus.ON_SITE),
    JobAction.COMPLETE: ("visit.complete", VisitStatus.COMPLETED),
}

OF_ONES_OWN = (RequestKind.SICK_LEAVE, RequestKind.TIME_OFF, RequestKind.OVERTIME)


_ALREADY: dict[str, tuple[str, str]] = {
    VisitStatus.COMPLETED: ("{code} at {place} is finished already.", "{code} en {place} ya está terminada."),
    VisitStatus.ON_SITE: ("You are at work on {code} at {place} already.", "Ya está trabajando en {code}, {place}."),
    VisitStatus.EN_ROUTE: ("You are on the way to {place} ({code}) already.", "Ya va en camino a {place} ({code})."),
}
_STANDS = ("{code} at {place} is {status}.", "{code} en {place}: {status}.")


@dataclass
class _Draft:
    """A plan in the making. `statuses` are where visits would stand after what is planned so far."""

    request: PlanRequest
    match: Match
    facts: Facts
    day: Day
    statuses: dict[UUID, str] = field(default_factory=dict)
    planned: list[Planned] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    forward: list[Understood] = field(default_factory=list)

    def status_of(self, visit: Visit) -> str:
        """Where `visit` would stand by now."""
        return self.statuses.get(visit.public_id, visit.status)


def plan(request: PlanRequest) -> Plan:
    """Incidents first, then the visit's moves in the order they were said; the rest goes to the office."""
    meant = request.facts.without(numbers_denied(request.text))
    match = match_visit(request.understanding, meant, request.page_visit)
    draft = _Draft(request, match, meant, Day.of(request))
    actions = request.understanding.actions
    for action in sorted(actions, key=lambda a: a.intent != Intent.INCIDENT):
        _add(draft, action)
    if draft.forward:
        _forward(draft)
    return Plan(planned=tuple(draft.planned), remarks=tuple(dict.fromkeys(draft.remarks)))


def _add(draft: _Draft, action: Understood) -> None:
    if action.intent == Intent.INCIDENT:
        draft.planned.append(incident(draft.request, action, draft.match))
    elif move := _move_in(draft, action):
        _move(draft, action, move)
    elif is_somebody_elses(draft.request, action):
        draft.forward.append(action)
    elif isinstance(action.action, AttendanceAction) and draft.request.facts.member is not None:
        _tap(draft, action, action.action)
    elif action.intent == Intent.REQUEST:
        _request(draft, action)
    elif action.intent == Intent.GENERAL:
        if len(draft.request.understanding.actions) == 1:
            draft.remarks.append(say(_lang(draft), "Nothing to do in the records for this.", "No hay nada que anotar."))
    else:
        draft.forward.append(action)


def _move_in(draft: _Draft, action: Understood) -> JobAction | None:
    """The visit's move that is told, where it is one that the records know."""
    if action.intent == Intent.JOB_UPDATE and isinstance(action.action, JobAction) and action.action in MOVES:
        return action.action
    return JobAction.START if _goes_on(draft, action) and not is_somebody_elses(draft.request, action) else None


def _goes_on(draft: _Draft, action: Understood) -> bool:
    """Whether "back to work" means the visit that was paused: the person is on no break."""
    back = action.action == AttendanceAction.BREAK_END
    visit = draft.match.visit
    paused = visit is not None and draft.status_of(visit) == VisitStatus.PAUSED
    return back and paused and not draft.day.on_break


def is_somebody_elses(request: PlanRequest, action: Understood) -> bool:
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
    lang = request.understanding.lang
    said = action.evidence[0].text.capitalize() if action.evidence else say(lang, "Incident", "Incidente")
    title = action.summary or said
    arguments: dict[str, Any] = {"severity": action.severity, "title": title[:200], "description": request.text}
    if visit:
        arguments["visit_id"] = str(visit.public_id)
    return Planned(
        command="incident.report",
        arguments=arguments,
        summary=say(lang, "Report an incident: {title}", "Reportar un incidente: {title}", title=title),
        confidence=action.confidence,
        brain=_brain(action),
        evidence=action.evidence,
    )


def _brain(action: Understood) -> Brain:
    """What is planned here is the rules' decision, whoever read the message; only the net's dangers are its own."""
    return Brain.SAFETY_NET if action.decided_by == "safety_net" else Brain.RULES


def _move(draft: _Draft, action: Understood, move: JobAction) -> None:
    match = _match_of(draft, action)
    visit = match.visit
    if visit is None:
        draft.remarks.append(_which(match, draft.request.understanding))
        return
    now, (command, status) = draft.status_of(visit), MOVES[move]
    if command == "visit.start" and now == VisitStatus.PAUSED:
        command = "visit.resume"
    if not VISIT.allows(now, status):
        draft.remarks.append(_already(visit, now, _lang(draft)))
        return
    draft.statuses[visit.public_id] = status
    draft.planned.append(
        Planned(
            command=command,
            arguments=_arguments(command, visit, draft.request.text),
            summary=_summary(command, visit, _lang(draft)),
            confidence=round(action.confidence * match.certainty, 3),
            brain=_brain(action),
            evidence=action.evidence,
            base_visit=visit.public_id,
        )
    )


def _match_of(draft: _Draft, action: Understood) -> Match:
    """The visit of one of several moves: the one named after its own words, else that of the message."""
    moves = sorted(_begin(a) for a in draft.request.understanding.actions if a.action in MOVES and a.evidence)
    if not action.evidence or len(moves) < 2 or (begin := _begin(action)) == moves[0]:
        return draft.match
    end = next((other for other in moves if other > begin), None)
    words = draft.request.text[begin:end]
    place, number = place_of(words), job_number_of(words)
    if place is None and number is None:
        return draft.match
    told = {"place": place.text if place else None, "job_number": number}
    own = match_visit(draft.request.understanding.model_copy(update=told), draft.facts, None)
    return own if own.visit and own.certainty == 1 else draft.match


def _begin(action: Understood) -> int:
    return min(span.start for span in action.evidence)


def _tap(draft: _Draft, action: Understood, tap: AttendanceAction) -> None:
    """The working day moves; it counts from when the message was written, however late it is worked on."""
    lang = _lang(draft)
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


def _lang(draft: _Draft) -> Language:
    return draft.request.understanding.lang


def _summary(command: str, visit: Visit, lang: Language) -> str:
    words = {
        "visit.depart": ("On the way to {place} ({code})", "En camino a {place} ({code})"),
        "visit.start": ("Start work at {place} ({code})", "Empezar el trabajo en {place} ({code})"),
        "visit.resume": ("Go on at {place} ({code})", "Seguir en {place} ({code})"),
        "visit.complete": ("Finish the visit at {place} ({code})", "Terminar la visita en {place} ({code})"),
    }
    return say(lang, *words[command], place=visit.job.site.name, code=visit.code)


def _already(visit: Visit, status: str, lang: Language) -> str:
    told = {"code": visit.code, "place": visit.job.site.name, "status": label(lang, VISIT.looks[status].label)}
    return say(lang, *_ALREADY.get(status, _STANDS), **told)


def _which(match: Match, told: Understanding) -> str:
    lang, number = told.lang, told.job_number
    if not match.candidates:
        if number:
            english, spanish = "{number} is none of your visits.", "{number} no es ninguna de sus visitas."
            return say(lang, english, spanish, number=number)
        english = "Which visit do you mean? Write its number, as WH-1042, or open it and write there."
        return say(lang, english, "¿Qué visita? Escriba su número, como WH-1042, o ábrala y escriba allí.")
    options = ", ".join(f"{v.job.site.name} ({v.code})" for v in match.candidates)
    return say(lang, "Which visit do you mean: {options}?", "¿Qué visita: {options}?", options=options)


def _forward(draft: _Draft) -> None:
    action = draft.forward[0]
    draft.planned.append(
        Planned(
            command="message.forward",
            arguments={"message_id": str(draft.request.message_id), "reason": str(action.intent)},
            summary=say(_lang(draft), "Pass the message to the office", "Pasar el mensaje a la oficina"),
            confidence=1.0,
            brain=_brain(action),
            evidence=tuple(span for a in draft.forward for span in a.evidence),
        )
    )
