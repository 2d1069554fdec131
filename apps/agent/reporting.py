"""What the agent answers: safety first, then what was done, what it is unsure of, what could not be done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from apps.agent.answers.told import say
from apps.agent.brains import working_day
from apps.agent.brains.advice import advice_for
from apps.agent.brains.hazards import Hazard
from apps.agent.understanding import Language, Understanding
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.crews.models import Attendance, StaffRequest
from apps.crews.request_words import headline
from apps.crews.states import RequestKind
from apps.jobs.models import Incident, Visit

_SEVERITIES: tuple[dict[str, str], dict[str, str]] = (
    {"critical": "critical", "high": "high", "medium": "medium", "low": "low"},
    {"critical": "crítico", "high": "grave", "medium": "medio", "low": "leve"},
)
_VISITS: dict[str, tuple[str, str]] = {
    "visit.depart": ("{code} at {place}: you are on the way.", "{code} en {place}: va en camino."),
    "visit.start": ("{code} at {place}: work has started.", "{code} en {place}: el trabajo empezó."),
    "visit.resume": ("{code} at {place}: work goes on.", "{code} en {place}: el trabajo sigue."),
    "visit.complete": ("{code} at {place} is finished.", "{code} en {place} está terminado."),
}


def answer(items: Iterable[ProposalItem], *, remarks: Iterable[str], hazard: str, understanding: Understanding) -> str:
    """The answer in the message's language, a line per thing."""
    lang = understanding.lang
    with translation.override(lang):
        lines = [advice_for(Hazard(hazard), lang)] if hazard else []
        lines += [line for item in items if (line := _line(item, lang))]
        lines += remarks
        return "\n".join(lines or [_nothing(lang)])


def _nothing(lang: Language) -> str:
    return say(lang, "Nothing to do in the records for this.", "No hay nada que anotar por esto.")


def _line(item: ProposalItem, lang: Language) -> str:
    if item.status == ItemStatus.APPLIED:
        return _done(item, lang)
    if item.status == ItemStatus.PENDING and item.command == "visit.reschedule":
        return say(lang, "{what}. Decide below.", "{what}. Decida abajo.", what=item.summary)
    if item.status == ItemStatus.PENDING:
        return _not_yet(item, lang)
    if item.status == ItemStatus.EXPIRED:
        english = "Not done: {what}. Nobody decided in time. Write again if it still matters."
        spanish = "No se hizo: {what}. Nadie decidió a tiempo. Escriba de nuevo si todavía hace falta."
        return say(lang, english, spanish, what=item.summary)
    if item.status in (ItemStatus.CONFLICTED, ItemStatus.REJECTED):
        why = item.decision_note or item.error_message or item.policy_reason
        return say(lang, "Not done: {what}. {why}", "No se hizo: {what}. {why}", what=item.summary, why=why)
    return ""


def _not_yet(item: ProposalItem, lang: Language) -> str:
    if item.policy == Policy.SHADOW:
        english = "Not yet: {what}. This is being tried; somebody decides first."
        spanish = "Todavía no: {what}. Está a prueba; alguien decide antes."
        return say(lang, english, spanish, what=item.summary)
    english, spanish = "Not sure: {what}? Decide below.", "No es seguro: ¿{what}? Decida abajo."
    return say(lang, english, spanish, what=item.summary)


def outcome(items: Iterable[ProposalItem], *, since: datetime, understanding: Understanding) -> str:
    """What became since the answer of what somebody else had to decide, a line per thing; empty where nothing did."""
    with translation.override(understanding.lang):
        lines = [_line(item, understanding.lang) for item in items if _is_news(item, since)]
        return "\n".join(line for line in lines if line)


def _is_news(item: ProposalItem, since: datetime) -> bool:
    """Whether it was decided after the answer, by somebody else or by nobody."""
    return item.decided_at is not None and item.decided_at > since and item.decided_by_id != item.proposal.served_id


def _done(item: ProposalItem, lang: Language) -> str:
    if item.result_id is None:
        return item.summary
    if item.result_type == "attendance":
        day = Attendance.objects.select_related("member").get(public_id=item.result_id)
        return working_day.done(item.command, day, lang)
    if item.result_type == "incident":
        return _incident(Incident.objects.select_related("site").get(public_id=item.result_id), lang)
    if item.command == "message.correct":
        return _corrected(item, lang)
    if item.result_type == "visit":
        return _visit(item, Visit.objects.select_related("job__site").get(public_id=item.result_id), lang)
    if item.result_type == "staffrequest":
        return _request(StaffRequest.objects.select_related("requester__member").get(public_id=item.result_id), lang)
    english, spanish = "The office has your message and answers it.", "La oficina tiene su mensaje y le contesta."
    return say(lang, english, spanish)


def _corrected(item: ProposalItem, lang: Language) -> str:
    """What was taken back, and what stands instead."""
    wrong = ProposalItem.objects.get(public_id=item.arguments["item_id"])
    said = say(lang, "Taken back: {what}.", "Deshecho: {what}.", what=wrong.summary)
    if wrong.status == ItemStatus.APPLIED:
        said = say(lang, "{what}: the office looks at it.", "{what}: la oficina lo revisa.", what=wrong.summary)
    done = ProposalItem.objects.exclude(pk=wrong.pk).filter(public_id=item.result_id or wrong.public_id).first()
    return f"{said} {_line(done, lang)}".strip() if done is not None else said


def _request(request: StaffRequest, lang: Language) -> str:
    what = headline(request)
    if request.kind == RequestKind.SICK_LEAVE:
        english = "{code} is noted: {what}. Nobody plans you in that time. Get well soon."
        spanish = "{code} queda anotado: {what}. Nadie le pone trabajo en esos días. Que se mejore."
    else:
        english = "{code} is asked for: {what}. You hear when it is decided."
        spanish = "{code} queda pedido: {what}. Le avisamos cuando se decida."
    return say(lang, english, spanish, code=request.code, what=what)


def _incident(incident: Incident, lang: Language) -> str:
    told = {"code": incident.code, "severity": _SEVERITIES[lang == "es"][incident.severity]}
    if incident.site is None:
        english = "Incident {code} ({severity}) is open. The office is being told. Where are you?"
        spanish = "El incidente {code} ({severity}) está abierto. Se avisa a la oficina. ¿Dónde está usted?"
        return say(lang, english, spanish, **told)
    english = "Incident {code} ({severity}) is open for {place}. The office is being told."
    spanish = "El incidente {code} ({severity}) en {place} está abierto. Se avisa a la oficina."
    return say(lang, english, spanish, place=incident.site.name, **told)


def _visit(item: ProposalItem, visit: Visit, lang: Language) -> str:
    told = _VISITS.get(item.command)
    return say(lang, *told, code=visit.code, place=visit.job.site.name) if told else item.summary
