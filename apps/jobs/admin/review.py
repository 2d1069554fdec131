"""A job's further pages: what was done, to be looked through; its service report; everything that happened."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from unfold.widgets import UnfoldAdminEmailInputWidget

from apps.core.admin import ActionModelAdmin, actor_of
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.timeline import tell
from apps.core.api.paging import by_number
from apps.core.errors import BadInput
from apps.jobs.models import Job
from apps.jobs.questions import unresolved
from apps.jobs.selectors import incidents_visible_to, report_address
from apps.jobs.service_report.contents import sections_of
from apps.jobs.service_report.handing_out import pdf_answer
from apps.jobs.service_report.odd import odd_about
from apps.jobs.service_report.work import Work
from apps.jobs.states import REVIEWABLE, JobStatus
from apps.jobs.story import story_of

AT_ONCE = 100
NEWEST = by_number("id", tie="id", descending=True)
REPORTABLE = REVIEWABLE | {JobStatus.CLOSED}


class EmailReportForm(ArgumentsForm):
    """Where the report goes; the customer's address stands there already."""

    def add_fields(self) -> None:
        """The address that is known."""
        super().add_fields()
        label = self.fields["address"].label
        self.fields["address"] = forms.EmailField(label=label, widget=UnfoldAdminEmailInputWidget())
        self.initial["address"] = report_address(self.row)


class ReviewPages(ActionModelAdmin):
    """The pages, for `JobAdmin`."""

    def get_urls(self) -> list[URLPattern]:
        """Each below the job's own address."""
        view = self.admin_site.admin_view
        pages = [("review", self.review_view), ("report", self.report_view), ("timeline", self.timeline_view)]
        own = [path(f"<uuid:job_id>/{name}/", view(page), name=f"jobs_job_{name}") for name, page in pages]
        return [*own, *super().get_urls()]

    def detail(self, request: HttpRequest, row: Job) -> dict[str, Any]:
        """The page, with the way to these once there is something to see."""
        return {**super().detail(request, row), "reportable": row.status in REPORTABLE}

    def _job(self, request: HttpRequest, job_id: UUID) -> Job:
        job: Job | None = self.get_queryset(request).filter(public_id=job_id).first()
        if job is None:
            raise Http404
        return job

    def review_view(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """What was done, what is odd about it, and the verbs of the review."""
        job = self._job(request, job_id)
        work = Work(job)
        open_ones = unresolved(incidents_visible_to(actor_of(request)).filter(visit__job=job)).count()
        wanted = ("job.approve", "job.submit_for_review", "job.send_back", "job.email_report", "job.reopen_review")
        buttons = [button for button in self.buttons(request, job) if button.verb.command in wanted]
        return self.page(
            request,
            "admin/office/review.html",
            job,
            odd=odd_about(work, open_ones),
            sections=list(sections_of(work)),
            buttons=buttons,
            head=self.head(job),
            facts=self.facts(job),
            live_on=f"job:{job.public_id}",
        )

    def report_view(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """The service report as it would go out now."""
        return pdf_answer(self._job(request, job_id))

    def timeline_view(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """Everything that happened, the newest first, a page at a time."""
        job = self._job(request, job_id)
        with_refused = request.GET.get("refused") == "1"
        entries = story_of(job, actor_of(request), refused=with_refused)
        if cursor := request.GET.get("cursor", ""):
            try:
                entries = NEWEST.after(entries, cursor)
            except BadInput:
                cursor = ""  # a link somebody cut short: from the start
        found = list(entries[: AT_ONCE + 1])
        shown = found[:AT_ONCE]
        return self.page(
            request,
            "admin/office/story.html",
            job,
            timeline=tell(shown),
            older=NEWEST.cursor(shown[-1]) if len(found) > len(shown) else "",
            with_refused=with_refused,
            newest=not cursor,
            back=reverse("admin:jobs_job_change", args=[job.pk]),
        )
