"""What the agent answers: safety first, then what was done, what it is unsure of, what could not be done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

_VISITS = {
    "visit.depart": gettext_lazy("%(code)s at %(place)s: you are on the way."),
    "visit.start": gettext_lazy("%(code)s at %(place)s: work has started."),
    "visit.resume": gettext_lazy("%(code)s at %(place)s: work goes on."),
    "visit.complete": gettext_lazy("%(code)s at %(place)s is finished."),
}


def answer(items: Iterable[ProposalItem], *, remarks: Iterable[str], hazard: str, understanding: Understanding) -> str:
    """The answer in the message's language, a line per thing."""
    with translation.override(understanding.lang):
        lines = [advice_for(Hazard(hazard), understanding.lang)] if hazard else []
        lines += [line for item in items if (line := _line(item, understanding.lang))]
        lines += remarks
        return "\n".join(lines or [_("Nothing to do in the records for this.")])


def _line(item: ProposalItem, lang: Language) -> str:
    if item.status == ItemStatus.APPLIED:
        return _done(item, lang)
    if item.status == ItemStatus.PENDING and item.command == "visit.reschedule":
        return say(lang, "{what}. Decide below.", "{what}. Decida abajo.", what=item.summary)
    if item.status == ItemStatus.PENDING:
        return _not_yet(item)
    if item.status == ItemStatus.EXPIRED:
        return _("Not done: %(what)s. Nobody decided in time. Write again if it still matters.") % {
            "what": item.summary
        }
    if item.status in (ItemStatus.CONFLICTED, ItemStatus.REJECTED):
        why = item.decision_note or item.error_message or item.policy_reason
        return _("Not done: %(what)s. %(why)s") % {"what": item.summary, "why": why}
    return ""


def _not_yet(item: ProposalItem) -> str:
    if item.policy == Policy.SHADOW:
        return _("Not yet: %(what)s. This is being tried; somebody decides first.") % {"what": item.summary}
    return _("Not sure: %(what)s? Decide below.") % {"what": item.summary}


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
        return _incident(Incident.objects.select_related("site").get(public_id=item.result_id))
    if item.command == "message.correct":
        return _corrected(item, lang)
    if item.result_type == "visit":
        return _visit(item, Visit.objects.select_related("job__site").get(public_id=item.result_id))
    if item.result_type == "staffrequest":
        return _request(StaffRequest.objects.select_related("requester__member").get(public_id=item.result_id))
    if item.result_type == "message":
        return _("The office has your message and answers it.")
    return _("Done: %(what)s.") % {"what": item.summary}


def _corrected(item: ProposalItem, lang: Language) -> str:
    """What was taken back, and what stands instead."""
    wrong = ProposalItem.objects.get(public_id=item.arguments["item_id"])
    said = say(lang, "Taken back: {what}.", "Deshecho: {what}.", what=wrong.summary)
    if wrong.status == ItemStatus.APPLIED:
        said = say(lang, "{what}: the office looks at it.", "{what}: la oficina lo revisa.", what=wrong.summary)
    done = ProposalItem.objects.exclude(pk=wrong.pk).filter(public_id=item.result_id or wrong.public_id).first()
    return f"{said} {_line(done, lang)}".strip() if done is not None else said


def _request(request: StaffRequest) -> str:
    told = {"code": request.code, "what": headline(request)}
    if request.kind == RequestKind.SICK_LEAVE:
        return _("%(code)s is noted: %(what)s. Nobody plans you in that time. Get well soon.") % told
    return _("%(code)s is asked for: %(what)s. You hear when it is decided.") % told


def _incident(incident: Incident) -> str:
    severity = str(incident.get_severity_display()).lower()
    if incident.site is None:
        return _("Incident %(code)s (%(severity)s) is open. The office is being told. Where are you?") % {
            "code": incident.code,
            "severity": severity,
        }
    return _("Incident %(code)s (%(severity)s) is open for %(place)s. The office is being told.") % {
        "code": incident.code,
        "severity": severity,
        "place": incident.site.name,
    }


def _visit(item: ProposalItem, visit: Visit) -> str:
    words = _VISITS.get(item.command, _("Done: %(what)s."))
    return words % {"code": visit.code, "place": visit.job.site.name, "what": item.summary}
