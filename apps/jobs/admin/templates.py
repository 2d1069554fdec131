"""Kinds of jobs, and what a job of each begins with."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.lists import Show
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING, link, moment
from apps.jobs.admin.customers import paragraph
from apps.jobs.admin.requirements import RequireForm, required_of
from apps.jobs.models import JobTemplate
from apps.jobs.selectors import templates_visible_to

USED = only_when(lambda template: template.retired_at is None, _("This template is not used any more."))


@admin.register(JobTemplate)
class JobTemplateAdmin(ActionModelAdmin):
    """A kind of job that is done again and again."""

    add_command = "template.add"
    change_command = "template.change"
    add_label = _("Add a job template")
    list_display = ("name", "duration_minutes", "crew_size", "priority_shown", "made")
    search_fields = ("name", "description")
    ordering = ("name",)
    verbs = (
        Verb(
            "template.require",
            _("Say what it requires"),
            "verified",
            why_not=USED,
            argument="template_id",
            form=RequireForm,
        ),
        Verb(
            "template.retire",
            _("Stop using"),
            "cancel",
            why_not=USED,
            argument="template_id",
            asks=False,
            dangerous=True,
        ),
    )
    shows = (Show("used", _("In use"), lambda rows, _now: rows.filter(retired_at=None)),)
    live_on = "jobtemplate"
    empty = _("Job templates will be here: kinds of work with their time, skills and instructions. Add the first one.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[JobTemplate]":
        """The templates, with how many jobs were made from each."""
        return templates_visible_to(actor).annotate(jobs_made=Count("jobs"))

    @staticmethod
    def change_why_not(row: JobTemplate, actor: Actor) -> str:
        """What is not used any more stays as it was."""
        return USED(row, actor)

    def all_verbs(self) -> tuple[Verb, ...]:
        """Their argument is the template, not the table's word for it."""
        *others, change = super().all_verbs()
        return (*others, Verb(change.command, change.label, change.icon, change.why_not, "template_id", change.form))

    @admin.display(description=_("priority"), ordering="priority")
    def priority_shown(self, template: JobTemplate) -> str:
        """How soon."""
        return template.get_priority_display()

    @admin.display(description=_("jobs"), ordering="jobs_made")
    def made(self, template: Any) -> int:
        """How many jobs were made from it."""
        return int(template.jobs_made)

    def facts(self, row: JobTemplate) -> Facts:
        """What a job of this kind begins with."""
        hours = _("%(n)d hours")
        jobs = f"{reverse('admin:jobs_job_changelist')}?template__id__exact={row.pk}"
        return [
            (_("What is to be done"), paragraph(row.description)),
            (_("Instructions"), paragraph(row.instructions)),
            (_("Expected"), _("%(n)d minutes") % {"n": row.duration_minutes}),
            (_("How many go"), row.crew_size),
            (_("Requires"), required_of(row)),
            (_("Priority"), row.get_priority_display()),
            (_("Somebody is there within"), hours % {"n": row.respond_hours} if row.respond_hours else NOTHING),
            (_("Done within"), hours % {"n": row.finish_hours} if row.finish_hours else NOTHING),
            (_("Jobs"), link(jobs, _("All made from it"))),
            *([(_("Not used any more since"), moment(row.retired_at))] if row.retired_at else []),
        ]
