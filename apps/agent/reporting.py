"""What the agent answers: safety first, then what was done, what it is unsure of, what could not be done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from apps.agent.brains import working_day
from apps.agent.brains.advice import advice_for
from apps.agent.brains.hazards import Hazard
from apps.agent.saying import label, say
from apps.agent.understanding import Language, Understanding
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.crews.models import Attendance, StaffRequest
from apps.crews.request_words import headline
from apps.crews.states import RequestKind
from apps.jobs.models import Incident, Visit

# What a verb of a visit's did, in English and Spanish.
_VISITS = {
    "visit.depart": ("{code} at {place}: you are on the way.", "{code} en {place}: va en camino."),
    "visit.start": ("{code} at {place}: work has started.", "{code} en {place}: el trabajo empezó."),
    "visit.resume": ("{code} at {place}: work goes on.", "{code} en {place}: el trabajo sigue."),
    "visit.complete": ("{code} at {place} is finished.", "{code} en {place}: terminada."),
}
_DONE = ("Done: {what}.", "Hecho: {what}.")
_NOTHING = ("Nothing to do in the records for this.", "No hay nada que anotar por esto.")


def answer(items: Iterable[ProposalItem], *, remarks: Iterable[str], hazard: str, understanding: Understanding) -> str:
    """The answer in the message's language, a line per thing."""
    lang = understanding.lang
    with translation.override(lang):
        lines = [advice_for(Hazard(hazard), lang)] if hazard else []
        lines += [line for item in items if (line := _line(item, lang))]
        lines += remarks
        return "\n".join(lines or [say(understanding.lang, *_NOTHING)])


def _line(item: ProposalItem, lang: Language) -> str:
    if item.status == ItemStatus.APPLIED:
        return _done(item, lang)
    if item.status == ItemStatus.PENDING and item.command == "visit.reschedule":
        return say(lang, "{what}. Decide below.", "{what}. Decida abajo.", what=item.summary)
    if item.status == ItemStatus.PENDING:
        return _not_yet(item, lang)
    if item.status == ItemStatus.EXPIRED:
        english = "Not done: {what}. Nobody decided in time. Write again if it still matters."
        spanish = "No se hizo: {what}. Nadie decidió a tiempo. Escriba otra vez si todavía importa."
        return say(lang, english, spanish, what=item.summary)
    if item.status in (ItemStatus.CONFLICTED, ItemStatus.REJECTED):
        why = item.decision_note or item.error_message or item.policy_reason
        return say(lang, "Not done: {what}. {why}", "No se hizo: {what}. {why}", what=item.summary, why=why)
    return ""


def _not_yet(item: ProposalItem, lang: Language) -> str:
    if item.policy == Policy.SHADOW:
        english = "Not yet: {what}. This is being tried; somebody decides first."
        return say(lang, english, "Todavía no: {what}. Está a prueba; antes decide alguien.", what=item.summary)
    return say(lang, "Not sure: {what}? Decide below.", "No es seguro: ¿{what}? Decida abajo.", what=item.summary)


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
    if item.result_type == "message":
        return say(lang, "The office has your message and answers it.", "La oficina tiene su mensaje y le responde.")
    return say(lang, *_DONE, what=item.summary)


def _corrected(item: ProposalItem, lang: Language) -> str:
    """What was taken back, and what stands instead."""
    wrong = ProposalItem.objects.get(public_id=item.arguments["item_id"])
    said = say(lang, "Taken back: {what}.", "Deshecho: {what}.", what=wrong.summary)
    if wrong.status == ItemStatus.APPLIED:
        said = say(lang, "{what}: the office looks at it.", "{what}: la oficina lo revisa.", what=wrong.summary)
    done = ProposalItem.objects.exclude(pk=wrong.pk).filter(public_id=item.result_id or wrong.public_id).first()
    return f"{said} {_line(done, lang)}".strip() if done is not None else said


def _request(request: StaffRequest, lang: Language) -> str:
    told = {"code": request.code, "what": headline(request)}
    if request.kind == RequestKind.SICK_LEAVE:
        english = "{code} is noted: {what}. Nobody plans you in that time. Get well soon."
        return say(lang, english, "{code} queda anotada: {what}. Nadie le planea en ese tiempo. Que se mejore.", **told)
    english = "{code} is asked for: {what}. You hear when it is decided."
    return say(lang, english, "{code} queda pedida: {what}. Se le avisa cuando se decida.", **told)


def _incident(incident: Incident, lang: Language) -> str:
    told = {"code": incident.code, "severity": label(lang, incident.get_severity_display())}
    if incident.site is None:
        english = "Incident {code} ({severity}) is open. The office is being told. Where are you?"
        spanish = "El incidente {code} ({severity}) queda abierto. Se avisa a la oficina. ¿Dónde está usted?"
        return say(lang, english, spanish, **told)
    english = "Incident {code} ({severity}) is open for {place}. The office is being told."
    spanish = "El incidente {code} ({severity}) queda abierto para {place}. Se avisa a la oficina."
    return say(lang, english, spanish, **told, place=incident.site.name)


def _visit(item: ProposalItem, visit: Visit, lang: Language) -> str:
    english, spanish = _VISITS.get(item.command, _DONE)
    return say(lang, english, spanish, code=visit.code, place=visit.job.site.name, what=item.summary)
