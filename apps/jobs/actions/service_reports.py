"""Service reports go to customers: asked for by somebody, made and sent by the slow lane."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.actions.files import keep_made
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import create, lock
from apps.crews.models import User
from apps.jobs.events import JOB_REPORT_ASKED, JOB_REPORT_SENT
from apps.jobs.models import Job, ServiceReport
from apps.jobs.selectors import jobs_visible_to, report_address
from apps.jobs.service_report.letter import report_letter
from apps.jobs.service_report.typesetting import report_pdf
from apps.jobs.states import REVIEWABLE, JobStatus
from apps.notifications.actions import send_out

REPORTABLE = REVIEWABLE | {JobStatus.CLOSED}


@command("job.email_report", title="Email the service report", risk=Risk.APPROVE)
def email_report(*, actor: Actor, now: datetime, job_id: UUID, address: str = "", message: str = "") -> Job:
    """Send a job's service report as a PDF. It is made within a minute, of what is known then.

    Args:
        address: empty for the customer's own, or their first contact's.
        message: what stands in the email above the usual sentence.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the work is not done yet; BadInput: no address, or none that can be.
    """
    job = lock(jobs_visible_to(actor), job_id)
    actor.require("job.email_report")
    if job.status not in REPORTABLE:
        raise IllegalTransition(_("The report is written when the work is done."), status=job.status)
    report = create(
        ServiceReport,
        now=now,
        job=job,
        address=_address(job, address),
        message=message.strip(),
        asked_by=User.objects.get(pk=actor.user.pk) if actor.user else None,
    )
    emit(JOB_REPORT_ASKED, actor=actor, subject=job, now=now, report=str(report.public_id))
    return job


def _address(job: Job, told: str) -> str:
    address = told.strip() or report_address(job)
    sentence = "" if address else _("No email address of this customer is known. Write one here.")
    try:
        validate_email(address or "none@example.com")
    except ValidationError:
        sentence = _("This is no email address. Write it as name@example.com.")
    if sentence:
        raise BadInput(sentence, code="report_address", fields={"address": sentence})
    return address


def send_service_report(report_id: UUID, *, now: datetime) -> None:
    """Make the PDF of a report that was asked for, keep it and write the email; again it does nothing."""
    report = ServiceReport.objects.filter(public_id=report_id, file=None).select_related("job__site__customer").first()
    if report is None:
        return
    content = report_pdf(report.job)
    with transaction.atomic():
        report = ServiceReport.objects.select_for_update(of=("self",)).select_related("job__site").get(pk=report.pk)
        if report.file_id is not None:
            return
        name = f"{report.job.code}.pdf"
        report.file = keep_made(now=now, name=name, content_type="application/pdf", content=content)
        report.version, report.updated_at = report.version + 1, now
        report.save(update_fields=["file", "version", "updated_at"])
        send_out(report.address, report_letter(report), attachment=report.file, about=report.public_id, now=now)
        emit(JOB_REPORT_SENT, actor=Actor.clock(), subject=report.job, now=now, report=str(report.public_id))
