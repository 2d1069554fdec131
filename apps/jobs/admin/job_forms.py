"""The forms in front of adding and changing a job, and of its times."""

from typing import Any

from django import forms
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.fields import moment_input
from apps.core.admin.forms import ArgumentsForm, is_key
from apps.jobs.actions.times import FIELDS as TIMES
from apps.jobs.models import Asset, Job, Site
from apps.jobs.selectors import assets_visible_to, jobs_visible_to, sites_visible_to, templates_visible_to
from apps.jobs.states import OVER, REVIEWABLE, AssetStatus, Priority

ALIKE = "alike"  # as the page asks for this part of it alone
AS_THE_TEMPLATE = _("Empty: as the template says.")


class JobForm(ArgumentsForm):
    """Tags are one text; what is left empty on a new job is as its template says."""

    def add_fields(self) -> None:
        """The argument's fields, with tags as words between commas."""
        super().add_fields()
        self.fields["tags"] = forms.CharField(
            label=_("Tags"),
            required=False,
            max_length=600,
            widget=UnfoldAdminTextInputWidget(),
            help_text=_("Words, with commas between them."),
        )
        if isinstance(self.row, Job):
            self.initial["tags"] = ", ".join(self.row.tags)
        if isinstance(self.row, Job | Site):
            there: Any = self.fields["asset_id"]
            site = self.row.site_id if isinstance(self.row, Job) else self.row.pk
            kept = self.row.asset_id if isinstance(self.row, Job) else None
            fits = Q(site=site) & ~Q(status=AssetStatus.RETIRED)
            there.queryset = there.queryset.filter(fits | Q(pk=kept))
        if "template_id" in self.fields:
            self._leave_to_template()

    # --- perhaps it is written down already --------------------------------------------------------------------

    def hint(self) -> SafeString:
        """What is open at the same place already, for what stands in the fields; read again as they change."""
        if self.command != "job.add":
            return SafeString("")
        return self._alike(self.data if self.is_bound else {})

    def part(self, name: str, told: Any) -> SafeString | None:
        """The same, for what stands in the page's fields just now."""
        return self._alike(told) if name == ALIKE else None

    def _alike(self, told: Any) -> SafeString:
        def chosen(rows: Any, name: str) -> Any:
            key = str(told.get(name, ""))
            return rows.filter(pk=key).first() if is_key(key) else None

        asset = self.row if isinstance(self.row, Asset) else chosen(assets_visible_to(self.actor), "asset_id")
        site = self.row if isinstance(self.row, Site) else chosen(sites_visible_to(self.actor), "site_id")
        site = asset.site if isinstance(self.row, Asset) and asset else site
        alike = open_jobs_at(self.actor, site, asset) if site else []
        context = {"alike": alike, "address": f"{self.request.path}?part={ALIKE}"}
        return SafeString(render_to_string("admin/office/_alike.html", context))

    def _leave_to_template(self) -> None:
        template: Any = self.fields["template_id"]
        template.queryset = templates_visible_to(self.actor).filter(retired_at=None)
        self.fields = {
            name: self.fields[name] for name in ("template_id", *(f for f in self.fields if f != "template_id"))
        }
        self.fields["priority"] = forms.ChoiceField(
            label=_("Priority"),
            required=False,
            choices=[("", _("As the template says, else normal")), *Priority.choices],
            widget=UnfoldAdminSelectWidget(),
        )
        for name in ("duration_minutes", "crew_size"):
            label = self.fields[name].label
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                help_text=AS_THE_TEMPLATE,
                widget=UnfoldAdminIntegerFieldWidget(),
            )

    def _own_arguments(self) -> dict[str, Any]:
        told = super()._own_arguments()
        if not told.get("priority"):
            told.pop("priority", None)
        return {**told, "tags": [tag for tag in self.cleaned_data["tags"].split(",") if tag.strip()]}


def open_jobs_like(actor: Actor, job: Job) -> list[Job]:
    """Other open jobs in sight at the same place, about the same asset where it has one: perhaps the same work."""
    return open_jobs_at(actor, job.site, job.asset, besides=job)


def open_jobs_at(actor: Actor, site: Site, asset: Asset | None, *, besides: Job | None = None) -> list[Job]:
    """The newest jobs in sight at a site whose work is not done, about an asset where one is told."""
    same = jobs_visible_to(actor).filter(site=site).exclude(status__in=OVER | REVIEWABLE)
    same = same.filter(asset=asset) if asset is not None else same
    same = same.exclude(pk=besides.pk) if besides is not None else same
    return list(same.order_by("-number")[:5])


class AssetJobForm(JobForm):
    """A job about the equipment whose page it is asked for from, where that stands."""

    def add_fields(self) -> None:
        """Without the site: it is known."""
        super().add_fields()
        del self.fields["site_id"]

    def arguments(self) -> dict[str, Any]:
        """With the site."""
        return {**super().arguments(), "site_id": str(self.row.site.public_id)}


class TimesForm(ArgumentsForm):
    """Moments are picked."""

    def add_fields(self) -> None:
        """The browser's own pickers."""
        for name in TIMES:
            self.fields[name] = forms.DateTimeField(label=words.label(name, Job), required=False, widget=moment_input())
            self.initial[name] = getattr(self.row, name)
