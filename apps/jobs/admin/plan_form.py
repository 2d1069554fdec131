"""Planning and moving a visit: when, who, and what stands in the way."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget
from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

from apps.core.admin.fields import date_input, time_input
from apps.core.admin.forms import CommandForm
from apps.core.errors import BadInput, Clash, DomainError
from apps.core.markup import span
from apps.core.years import refuse_other_years
from apps.crews.models import Crew, Member
from apps.crews.selectors import crews_visible_to, members_visible_to, present
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import GRACE

LONGEST_OVERNIGHT = timedelta(hours=12)  # an end before the start means the next morning, not a slip of the finger


class _Members(forms.ModelMultipleChoiceField[Member]):
    """Members by name, with their crew and trade."""

    def label_from_instance(self, obj: Any) -> str:
        crew = next((m.crew.name for m in obj.memberships.all()), "")
        return " · ".join(filter(None, [obj.user.name, crew, obj.title]))


class TimeAndPeople(CommandForm):
    """When, and who goes."""

    date = forms.DateField(label=gettext_lazy("Day"), widget=date_input())
    start = forms.TimeField(label=gettext_lazy("From"), widget=time_input())
    end = forms.TimeField(label=gettext_lazy("Until"), widget=time_input())
    crew = forms.ModelChoiceField(
        Crew.objects.none(),
        label=gettext_lazy("Crew"),
        required=False,
        empty_label=gettext_lazy("No crew"),
        widget=UnfoldAdminSelectWidget,
    )
    members = _Members(
        Member.objects.none(),
        label=gettext_lazy("Members"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    past = forms.BooleanField(
        label=gettext_lazy("Yes, it begins in the past"),
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("For work that is written down afterwards."),
    )
    override_reason = forms.CharField(
        label=gettext_lazy("Book anyway, because"),
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("Choose another time or somebody else and leave this empty, or say why it must be so."),
    )

    def add_fields(self) -> None:
        """Fill the choices and the first answers."""
        members = members_visible_to(self.actor).filter(user__is_active=True).select_related("user")
        with_crew = present().select_related("crew")
        self._choices("members", members.prefetch_related(Prefetch("memberships", with_crew)).order_by("user__name"))
        self._choices("crew", crews_visible_to(self.actor).order_by("name"))
        start, end = self.first_times()
        start, end = timezone.localtime(start), timezone.localtime(end)
        self.initial.update(date=start.date(), start=start.time(), end=end.time())
        zone = timezone.get_default_timezone_name()
        self.fields["date"].help_text = _("Times are in the company's zone, %(zone)s.") % {"zone": zone}
        self.fields["crew"].help_text = _("Everybody who belongs to the crew on that day goes.")
        if self.data.get("override_reason"):
            self.offer_override()

    def _choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = rows

    def first_times(self) -> tuple[datetime, datetime]:
        """What is suggested."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Put day and times together."""
        told = super().clean() or self.cleaned_data
        self._check_year()
        if {"date", "start", "end"} <= told.keys():
            start = timezone.make_aware(datetime.combine(told["date"], told["start"]))
            end = timezone.make_aware(datetime.combine(told["date"], told["end"]))
            if end <= start and end + timedelta(days=1) - start <= LONGEST_OVERNIGHT:
                end += timedelta(days=1)
            if end <= start:
                self.add_error("end", _("The visit ends before it begins."))
            self._ask_about_the_past(start)
            told["planned_start"], told["planned_end"] = start, end
        return told

    def _check_year(self) -> None:
        """Before the times are put together: at the calendar's ends that breaks."""
        try:
            refuse_other_years(**{name: day for name, day in self.cleaned_data.items() if name == "date"})
        except BadInput as error:
            self.add_error("date", error.message)

    def _ask_about_the_past(self, start: datetime) -> None:
        """Seldom meant, and nobody can go: it is asked once, and not of a start that stands already."""
        if start >= timezone.now() - GRACE or start == self.standing_start():
            return
        self.fields["past"].widget = Switch()
        if not self.cleaned_data.get("past"):
            self.add_error("date", _("This begins in the past. Choose another time, or say below that it is meant."))

    def standing_start(self) -> datetime | None:
        """The start that is planned already."""
        return None

    def _own_arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        crew = told["crew"]
        return {
            "planned_start": told["planned_start"],
            "planned_end": told["planned_end"],
            "member_ids": [str(m.public_id) for m in told["members"]],
            "crew_id": str(crew.public_id) if crew else None,
            "override_reason": told["override_reason"],
        }

    def refuse(self, error: DomainError) -> None:
        """As ever; where somebody is booked, those who may can book anyway, with a reason."""
        super().refuse(error)
        if isinstance(error, Clash) and self.actor.may("visit.override_booking"):
            self.offer_override()

    def offer_override(self) -> None:
        """Show the field for the reason."""
        self.fields["override_reason"].widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})


class PlanForm(TimeAndPeople):
    """A visit for a job."""

    draft = forms.BooleanField(
        label=gettext_lazy("Keep as a draft"),
        required=False,
        widget=Switch,
        help_text=gettext_lazy("Nobody is told until you send it."),
    )
    field_order = ["date", "start", "end", "past", "crew", "members", "override_reason", "draft"]

    def first_times(self) -> tuple[datetime, datetime]:
        """The next full hour, for as long as the job takes."""
        job: Job = self.row
        start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return start, start + min(timedelta(minutes=job.duration_minutes), LONGEST_OVERNIGHT)

    @property
    def about(self) -> list[tuple[str, Any]]:
        """What the visit is for."""
        job: Job = self.row
        return [
            (_("Job"), job),
            (_("Site"), f"{job.site.name}, {job.site.address}"),
            (_("Expected"), _("%(n)d minutes") % {"n": job.duration_minutes}),
        ]

    def _own_arguments(self) -> dict[str, Any]:
        return {**super()._own_arguments(), "draft": self.cleaned_data["draft"]}


class MoveForm(TimeAndPeople):
    """Another time or other people for a visit."""

    field_order = ["date", "start", "end", "past", "crew", "members", "override_reason"]

    def add_fields(self) -> None:
        """As they are now."""
        super().add_fields()
        assigned = list(self.row.assignments.select_related("via_crew"))
        self.initial["members"] = [a.member_id for a in assigned if a.via_crew_id is None]
        self.initial["crew"] = next((a.via_crew_id for a in assigned if a.via_crew_id), None)

    def first_times(self) -> tuple[datetime, datetime]:
        """As it is planned now."""
        return self.row.planned_start, self.row.planned_end

    def standing_start(self) -> datetime:
        """As it is planned now."""
        start: datetime = self.row.planned_start
        return start.replace(second=0, microsecond=0)  # as far as the form shows it

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Which visit."""
        visit: Visit = self.row
        names = ", ".join(a.member.user.name for a in visit.assignments.select_related("member__user"))
        return [
            (_("Visit"), visit),
            (_("Now planned"), span(visit.planned_start, visit.planned_end)),
            (_("Who goes now"), names or _("Nobody yet")),
        ]
