"""The email that carries a service report, in the company's language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from apps.jobs.models import ServiceReport
from apps.notifications.actions import Letter


def report_letter(report: ServiceReport) -> Letter:
    """What the customer reads above the attached report."""
    job = report.job
    with translation.override(settings.LANGUAGE_CODE):
        told = {"job": job.code, "title": job.title, "site": job.site.name, "company": settings.COMPANY_NAME}
        subject = _("Service report %(job)s: %(title)s") % told
        usual = _("The report about our work at %(site)s is attached as a PDF. If something is missing, answer us.")
        context = {
            "subject": subject,
            "title": subject,
            "body": "\n\n".join(part for part in (report.message, usual % told) if part),
            "company_name": settings.COMPANY_NAME,
        }
        plain, html = (render_to_string(f"email/notification.{form}", context) for form in ("txt", "html"))
    return Letter(subject=subject, text=plain, html=html, right="")
