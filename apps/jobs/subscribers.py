"""Who is told what about the work. Ids in; everything is read as it stands now."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, Actor, Via, user_audience
from apps.core.events import Envelope, subscribe
from apps.core.models import Lane, ScheduledSlot
from apps.crews.events import (
    ABSENCE_ADDED,
    ABSENCE_CANCELLED,
    CERTIFICATE_ADDED,
    CERTIFICATE_CHANGED,
    CERTIFICATE_WITHDRAWN,
    USER_DEACTIVATED,
    USER_REACTIVATED,
)
from apps.crews.models import Absence, Certificate, Member, User
from apps.crews.selectors import in_charge_of, office
from apps.crews.states import Role
from apps.jobs import stakes as stakes  # registers whom suggestions are about
from apps.jobs import telling_of_plans as telling_of_plans  # registers what follows from them
from apps.jobs import telling_of_requests as telling_of_requests  # registers who is told of them
from apps.jobs.actions import (
    look_at_plans,
    note_times,
    read_document,
    send_service_report,
    suggest_follow_up,
    write_summaries,
)
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.events import (
    CHECKLIST_EVENTS,
    CHECKLIST_FAILED,
    DOCUMENT_ADDED,
    DOCUMENT_READ,
    DOCUMENT_RETIRED,
    EVIDENCE_EVENTS,
    INCIDENT_ASSIGNED,
    INCIDENT_EVENTS,
    INCIDENT_REPORTED,
    INCIDENT_SEVERITY_CHANGED,
    JOB_REPORT_ASKED,
    JOB_SENT_BACK,
    REPORT_DUE,
    TAPS,
    TEMPLATE_ADDED,
    TEMPLATE_CHANGED,
    TEMPLATE_RETIRED,
    VISIT_CANCELLED,
    VISIT_COMPLETED,
    VISIT_DISPATCHED,
    VISIT_EVENTS,
    VISIT_RESCHEDULED,
    WORK_EVENTS,
)
from apps.jobs.evidence.reading import evidence_of_what
from apps.jobs.models import Asset, Contact, Incident, Job, Site, Visit
from apps.jobs.reports.daily import DAILY_SUMMARY
from apps.jobs.selectors import (
    in_charge_of_incident,
    in_charge_of_visit,
    last_on_site_first,
    managers_of_work,
    users_on,
    visits_visible_to,
)
from apps.jobs.states import Severity, VisitStatus
from apps.notifications.actions import Text, notify

EVER = datetime(2100, 1, 1, tzinfo=UTC)
GRAVE = (Severity.CRITICAL, Severity.HIGH)  # they ring, and come by email too


@subscribe(*WORK_EVENTS)
def feed_work(envelope: Envelope) -> None:
    """Those who see all, and the managers whose crews it concerns."""
    managers = managers_of_work(*_stands_under(envelope))
    feed.publish(envelope, [OFFICE, *map(user_audience, keys(managers))])


@subscribe(TEMPLATE_ADDED, TEMPLATE_CHANGED, TEMPLATE_RETIRED)
def feed_template(envelope: Envelope) -> None:
    """Those who see all, and every manager."""
    managers = User.objects.filter(role=Role.MANAGER, is_active=True)
    feed.publish(envelope, [OFFICE, *map(user_audience, keys(managers))])


def _stands_under(envelope: Envelope) -> tuple[str, UUID]:
    """A contact or an asset is seen with its site, or with its customer."""
    if envelope.subject_type == Asset.type_name():
        return Site.type_name(), Asset.objects.values_list("site__public_id", flat=True).get(
            public_id=envelope.subject_id
        )
    if envelope.subject_type == Contact.type_name():
        contact = Contact.objects.select_related("site", "customer").get(public_id=envelope.subject_id)
        above = contact.site or contact.customer
        return above.type_name(), above.public_id
    return envelope.subject_type, envelope.subject_id


@subscribe(*VISIT_EVENTS)
def feed_visit(envelope: Envelope) -> None:
    """Those who see all, those who are or were sent, and who answers for them."""
    visit = Visit.objects.filter(public_id=envelope.subject_id).first()
    if visit is None:
        return
    people = {*users_on(visit), *keys(in_charge_of_visit(visit))}
    if before := envelope.payload.get("before"):
        people |= _off_it(before, was_draft=_was_draft(envelope))
    feed.publish(envelope, [OFFICE, *map(user_audience, people)])


def _off_it(people: list[str], *, was_draft: bool) -> set[int]:
    """Who was on it, and who answers for them; of a draft only managers knew."""
    gone = User.objects.filter(public_id__in=people)
    in_charge = in_charge_of(Member.objects.filter(user__in=gone).values_list("pk", flat=True))
    return set(keys(in_charge.filter(role=Role.MANAGER))) if was_draft else {*keys(gone), *keys(in_charge)}


def _was_draft(envelope: Envelope) -> bool:
    return bool(envelope.payload.get("was_draft"))


@subscribe(*INCIDENT_EVENTS, lane=Lane.URGENT)
def feed_incident(envelope: Envelope) -> None:
    """Those who see all, the person who reported it, those on its visit, and who answers for them."""
    incident = Incident.objects.filter(public_id=envelope.subject_id).select_related("visit").first()
    if incident is None:
        return
    people = {incident.reported_by_id, *(users_on(incident.visit) if incident.visit else [])} - {None}
    people |= set(keys(in_charge_of_incident(incident))) | ({incident.assignee_id} - {None})
    feed.publish(envelope, [OFFICE, *(user_audience(p) for p in people if p is not None)])


@subscribe(INCIDENT_ASSIGNED, lane=Lane.URGENT)
def tell_assignee(envelope: Envelope) -> None:
    """Somebody takes care of an incident from now on, unless they said so themselves."""
    incident = _incident_told_of(envelope)
    who = incident.assignee if incident is not None else None
    if incident is None or who is None or who.pk == envelope.user_id:
        return
    theirs = visits_visible_to(Actor(who, Via.PORTAL)).filter(pk=incident.visit_id or 0).exists()
    text = Text(
        kind="incident.assigned",
        title=_("You take care of %(code)s") % {"code": incident.code},
        body=incident.title,
        url=_office_page(incident) if who.is_office else _visit_page(incident) if theirs else "",
    )
    notify(envelope, User.objects.filter(pk=who.pk, is_active=True), text, now=timezone.now())


@subscribe(*EVIDENCE_EVENTS)
def feed_evidence(envelope: Envelope) -> None:
    """Those who see the visit or the incident that it belongs to."""
    above = evidence_of_what(envelope.subject_type, envelope.subject_id)
    people: set[int | None]
    if isinstance(above, Visit):
        people = {*users_on(above), *keys(in_charge_of_visit(above))}
    elif above is not None:
        people = {*keys(in_charge_of_incident(above)), above.reported_by_id, above.assignee_id}
        people |= set(users_on(above.visit)) if above.visit else set()
    else:
        return
    feed.publish(envelope, [OFFICE, *(user_audience(p) for p in people if p is not None)])


@subscribe(*TAPS)
def note_times_of_visit(envelope: Envelope) -> None:
    """What was tapped is time that somebody spent."""
    visit = Visit.objects.filter(public_id=envelope.subject_id).first()
    if visit is not None:
        note_times(visit)


def keys(people: "QuerySet[User]") -> list[int]:
    """Their primary keys."""
    return list(people.values_list("pk", flat=True))


@subscribe(VISIT_DISPATCHED)
def tell_members_of_new_visit(envelope: Envelope) -> None:
    """A visit was sent to them."""
    _tell_members(envelope, "visit.dispatched", _("New visit"))


@subscribe(VISIT_RESCHEDULED)
def tell_members_of_moved_visit(envelope: Envelope) -> None:
    """A visit of theirs has another time or other people; who no longer goes is told so. Of a draft nobody knew."""
    if _was_draft(envelope):
        return
    _tell_members(envelope, "visit.rescheduled", _("Visit moved"))
    visit = _told_of(envelope)
    if visit is not None:
        before = User.objects.filter(public_id__in=envelope.payload.get("before", []), is_active=True)
        gone = before.exclude(pk__in=users_on(visit))
        notify(envelope, gone, _text(visit, "visit.taken_away", _("No longer yours"), url=""), now=timezone.now())


@subscribe(VISIT_CANCELLED)
def tell_members_of_cancelled_visit(envelope: Envelope) -> None:
    """A visit of theirs is off."""
    if not _was_draft(envelope):
        _tell_members(envelope, "visit.cancelled", _("Visit cancelled"))


def _tell_members(envelope: Envelope, kind: str, what: str) -> None:
    visit = _told_of(envelope)
    if visit is not None:
        people = User.objects.filter(pk__in=users_on(visit), is_active=True).exclude(pk=envelope.user_id or 0)
        text = _text(visit, kind, what, url=f"/portal/visits/{visit.public_id}/")
        notify(envelope, people, text, now=timezone.now())


def _told_of(envelope: Envelope) -> Visit | None:
    """The visit, unless it is still a draft that nobody is told of."""
    visits = Visit.objects.exclude(status=VisitStatus.DRAFT).select_related("job__site")
    return visits.filter(public_id=envelope.subject_id).first()


def _text(visit: Visit, kind: str, what: str, *, url: str) -> Text:
    start = timezone.localtime(visit.planned_start)
    place = visit.job.site.whole
    return Text(
        kind=kind,
        title=f"{what}: {visit.job.title}",
        body=f"{visit.code} · {place} · {start:%a %d %b %H:%M}",
        url=url,
    )


@subscribe(INCIDENT_REPORTED, lane=Lane.URGENT)
def tell_office_of_incident(envelope: Envelope) -> None:
    """Dispatchers, administrators, and who answers for those it concerns; by email when it is critical or high."""
    incident = _incident_told_of(envelope)
    if incident is not None:
        who = incident.reported_by
        said = _("Reported by %(name)s.") % {"name": who} if who else ""
        _tell_of_incident(envelope, incident, "incident.reported", said, office(), besides=incident.reported_by_id)


@subscribe(INCIDENT_SEVERITY_CHANGED, lane=Lane.URGENT)
def tell_office_of_worse_incident(envelope: Envelope) -> None:
    """The same people, when one turns out critical or high, but for who said so: nobody had an alarm of it before."""
    incident = _incident_told_of(envelope)
    before, after = (Severity(envelope.payload[name]) for name in ("before", "after"))
    worse = after in GRAVE and list(Severity).index(after) < list(Severity).index(before)
    if incident is not None and worse and incident.severity in GRAVE:
        said = _("It is worse than it was: %(reason)s") % {"reason": envelope.payload["reason"]}
        others = office().exclude(pk=envelope.user_id or 0)
        _tell_of_incident(envelope, incident, "incident.worse", said, others, besides=envelope.user_id)


def _incident_told_of(envelope: Envelope) -> Incident | None:
    told_of = Incident.objects.select_related("site", "visit", "reported_by", "assignee")
    return told_of.filter(public_id=envelope.subject_id).first()


def _tell_of_incident(
    envelope: Envelope, incident: Incident, kind: str, said: str, people: "QuerySet[User]", *, besides: int | None
) -> None:
    grave = incident.severity in GRAVE
    where = incident.site.whole if incident.site else _("place not known yet")
    text = Text(
        kind=kind,
        title=f"{incident.get_severity_display()}: {incident.title} ({incident.code})",
        body="\n".join([where, said, incident.description]).strip(),
        url=_office_page(incident),
        urgent=grave,
    )
    now, in_charge = timezone.now(), in_charge_of_incident(incident).exclude(pk=besides or 0)
    managers = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=in_charge.filter(role=Role.MANAGER)))
    notify(envelope, managers, text, now=now, by_email=grave)
    # Leads have no office: theirs leads to the visit, where there is one.
    theirs = replace(text, url=_visit_page(incident))
    notify(envelope, in_charge.exclude(role=Role.MANAGER), theirs, now=now, by_email=grave)


def _office_page(incident: Incident) -> str:
    return f"/admin/jobs/incident/{incident.pk}/change/"


def _visit_page(incident: Incident) -> str:
    return f"/portal/visits/{incident.visit.public_id}/" if incident.visit else ""


@subscribe(*CHECKLIST_EVENTS)
def feed_checklist(envelope: Envelope) -> None:
    """Those who see all, and every manager: checklists are the company's."""
    managers = User.objects.filter(role=Role.MANAGER, is_active=True)
    feed.publish(envelope, [OFFICE, *map(user_audience, keys(managers))])


@subscribe(CHECKLIST_FAILED)
def tell_in_charge_of_fault(envelope: Envelope) -> None:
    """The office and who answers for the visit, when a fault asks for another one. An incident tells of itself."""
    visit = _told_of(envelope)
    if visit is None or not envelope.payload["follow_up"]:
        return
    found = [line for sheet in sheets_of(visit) for line in sheet.lines if line.item.key == envelope.payload["item"]]
    what = found[0].item.text if found else _("A check")
    text = Text(
        kind="checklist.failed",
        title=_("Needs a follow-up: %(job)s (%(visit)s)") % {"job": visit.job.title, "visit": visit.code},
        body=_("“%(item)s” failed at %(place)s.") % {"item": what, "place": visit.job.site.name},
        url=f"/admin/jobs/visit/{visit.pk}/change/",
    )
    in_charge = in_charge_of_visit(visit).exclude(pk=envelope.user_id or 0)
    people = User.objects.filter(Q(pk__in=office().values("pk")) | Q(pk__in=in_charge.filter(role=Role.MANAGER)))
    notify(envelope, people, text, now=timezone.now())
    theirs = replace(text, url=f"/portal/visits/{visit.public_id}/")
    notify(envelope, in_charge.exclude(role=Role.MANAGER), theirs, now=timezone.now())


@subscribe(VISIT_COMPLETED, lane=Lane.SLOW)
def suggest_the_next_visit(envelope: Envelope) -> None:
    """Where the work is not finished: to whoever plans, in the name of who said so."""
    visit = Visit.objects.filter(public_id=envelope.subject_id).select_related("job__site").first()
    served = User.objects.filter(pk=envelope.user_id or 0, is_active=True).first()
    if visit is not None and served is not None and visit.status in (VisitStatus.PARTIAL, VisitStatus.UNABLE):
        suggest_follow_up(actor=Actor.clock(), now=timezone.now(), visit=visit, served=served, source_id=envelope.id)


@subscribe(REPORT_DUE, lane=Lane.SLOW)
def write_the_days_summary(envelope: Envelope) -> None:
    """The managers, by email, each with what they may see."""
    slot = ScheduledSlot.objects.filter(public_id=envelope.subject_id, schedule=DAILY_SUMMARY.name).first()
    if slot is not None:
        write_summaries(slot, envelope.id, now=timezone.now())


@subscribe(ABSENCE_ADDED, ABSENCE_CANCELLED, lane=Lane.SLOW)
def look_at_plans_for_absence(envelope: Envelope) -> None:
    """What is planned with them in that time is to be planned again, or no longer."""
    absence = Absence.objects.filter(public_id=envelope.subject_id).first()
    if absence is not None:
        look_at_plans(members=[absence.member_id], start=absence.start, end=absence.end, now=timezone.now())


@subscribe(USER_DEACTIVATED, USER_REACTIVATED, lane=Lane.SLOW)
def look_at_plans_for_access(envelope: Envelope) -> None:
    """Nobody is sent who has no access."""
    _look_ahead(list(Member.objects.filter(user__public_id=envelope.subject_id).values_list("pk", flat=True)))


@subscribe(CERTIFICATE_ADDED, CERTIFICATE_CHANGED, CERTIFICATE_WITHDRAWN, lane=Lane.SLOW)
def look_at_plans_for_certificate(envelope: Envelope) -> None:
    """Work that asks for a paper is done by somebody who holds it."""
    _look_ahead(list(Certificate.objects.filter(public_id=envelope.subject_id).values_list("member", flat=True)))


def _look_ahead(members: list[int]) -> None:
    now = timezone.now()
    look_at_plans(members=members, start=now, end=EVER, now=now)


@subscribe(JOB_SENT_BACK)
def tell_members_of_question(envelope: Envelope) -> None:
    """Whoever did the work, of what the review wants to know."""
    job = Job.objects.filter(public_id=envelope.subject_id).select_related("site").first()
    if job is None or not job.review_question:
        return
    people = User.objects.filter(is_active=True).exclude(pk=envelope.user_id or 0)
    for visit in last_on_site_first(job):
        text = Text(
            kind="job.sent_back",
            title=_("Question about %(job)s: %(title)s") % {"job": job.code, "title": job.title},
            body=job.review_question,
            url=f"/portal/visits/{visit.public_id}/",
        )
        notify(envelope, people.filter(pk__in=users_on(visit)), text, now=timezone.now())


@subscribe(DOCUMENT_ADDED, lane=Lane.SLOW)
def read_words_of_document(envelope: Envelope) -> None:
    """So that questions are answered from it."""
    read_document(envelope.subject_id, now=timezone.now())


@subscribe(DOCUMENT_ADDED, DOCUMENT_READ, DOCUMENT_RETIRED)
def feed_document(envelope: Envelope) -> None:
    """Those who see all."""
    feed.publish(envelope, [OFFICE])


@subscribe(JOB_REPORT_ASKED, lane=Lane.SLOW)
def send_report_to_customer(envelope: Envelope) -> None:
    """The customer, by email, with the report as a PDF."""
    send_service_report(UUID(envelope.payload["report"]), now=timezone.now())
