"""Handing out a service report as it would go out now."""

from django.http import HttpResponse

from apps.jobs.models import Job
from apps.jobs.service_report.typesetting import report_pdf


def pdf_answer(job: Job) -> HttpResponse:
    """A job's report as a download."""
    answer = HttpResponse(report_pdf(job), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{job.code}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
