"""Planning and moving a visit: when, who, and what stands in the way."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget
from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

from apps.core.admin.fields import date_input, time_input
from apps.core.admin.forms import CommandForm, is_key
from apps.core.errors import BadInput, Clash, DomainError
from apps.core.markup import span
from apps.core.years import refuse_other_years
from apps.crews.models import Crew, Member
from apps.crews.selectors import crews_visible_to, members_visible_to
from apps.jobs.admin.one_click import Way, as_chosen, ways_out
from apps.jobs.admin.staffing import goes_on, still_to_do
from apps.jobs.admin.who_can_go import PART, WhoCanGo
from apps.jobs.candidates import Candidates, candidates
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import GRACE
from apps.jobs.states import VisitStatus

LONGEST_OVERNIGHT = timedelta(hours=12)  # an end before the start means the next morning, not a slip of the finger


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
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=gettext_lazy("Who can go"), required=False, widget=WhoCanGo
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
    has_more_buttons = True

    def __init__(self, data: Any = None, *more: Any, **known: Any) -> None:
        self.ways_out: list[Way] = []
        self._looked_at: Any = None  # what stands in the page's fields just now, when it asks for a part of it
        super().__init__(as_chosen(data), *more, **known)

    def add_fields(self) -> None:
        """Fill the choices and the first answers."""
        members = members_visible_to(self.actor).filter(user__is_active=True).select_related("user")
        self._choices("members", members.order_by("user__name"))
        widget = self.fields["members"].widget
        assert isinstance(widget, WhoCanGo)  # noqa: S101
        widget.ask = self._who_can_go
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

    def wanted(self) -> tuple[Job, Visit | None]:
        """For which job it is, and which visit is planned anew."""
        raise NotImplementedError

    # --- who can go ----------------------------------------------------------------------------------------------

    def part(self, name: str, told: Any) -> SafeString | None:
        """The list of who can go, for what stands in the page's fields just now."""
        if name != PART:
            return None
        self._looked_at = told
        chosen = [key for key in told.getlist("members") if is_key(key)]
        shown: SafeString = self.fields["members"].widget.render("members", chosen)
        return shown

    def _who_can_go(self) -> tuple[Candidates | None, dict[str, Any]]:
        context = {"address": f"{self.request.path}?part={PART}"}
        times = self._times_now()
        if times is None:
            return None, context
        job, visit = self.wanted()
        return candidates(self.actor, job, *times, besides=visit), context

    def _times_now(self) -> tuple[datetime, datetime] | None:
        """From what stands in the fields; None while that makes no sense."""
        if self._looked_at is None and not self.is_bound:
            return self.first_times()
        told: Any = self.data if self._looked_at is None else self._looked_at
        try:
            day, start, end = (self.fields[name].clean(told.get(name)) for name in ("date", "start", "end"))
            refuse_other_years(date=day)
        except (ValidationError, BadInput):
            return None
        start, end = _moments(day, start, end)
        return (start, end) if end > start else None

    def clean(self) -> dict[str, Any]:
        """Put day and times together."""
        told = super().clean() or self.cleaned_data
        self._check_year()
        if {"date", "start", "end"} <= told.keys():
            start, end = _moments(told["date"], told["start"], told["end"])
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
        """As ever; where somebody cannot, with what is free instead, and a field for the reason to book anyway."""
        super().refuse(error)
        self.ways_out = ways_out(error.details.get("alternatives", ()))
        if isinstance(error, Clash) and self.actor.may("visit.override_booking"):
            self.offer_override()

    def offer_override(self) -> None:
        """Show the field for the reason."""
        self.fields["override_reason"].widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})


def _moments(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Day and times in the company's zone; an early end is the next morning's."""
    begins, ends = (timezone.make_aware(datetime.combine(day, at)) for at in (start, end))
    if ends <= begins and ends + timedelta(days=1) - begins <= LONGEST_OVERNIGHT:
        ends += timedelta(days=1)
    return begins, ends


class PlanForm(TimeAndPeople):
    """A visit for a job."""

    draft = forms.BooleanField(
        label=gettext_lazy("Keep as a draft"),
        required=False,
        widget=Switch,
        help_text=gettext_lazy("Nobody is told until you send it."),
    )
    field_order = ["date", "start", "end", "past", "draft", "override_reason", "crew", "members"]

    def wanted(self) -> tuple[Job, Visit | None]:
        """The job; no visit yet."""
        return self.row, None

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
            (_("Site"), job.site.whole),
            (_("Expected"), _("%(n)d minutes") % {"n": job.duration_minutes}),
        ]

    def _own_arguments(self) -> dict[str, Any]:
        return {**super()._own_arguments(), "draft": self.cleaned_data["draft"]}


class MoveForm(TimeAndPeople):
    """Another time or other people for a visit."""

    send = forms.BooleanField(
        label=gettext_lazy("Send it at once"),
        required=False,
        widget=Switch,
        help_text=gettext_lazy("Those who go are told. Otherwise it stays a draft until you send it."),
    )
    field_order = ["date", "start", "end", "past", "send", "override_reason", "crew", "members"]

    def wanted(self) -> tuple[Job, Visit | None]:
        """The visit and its job."""
        return self.row.job, self.row

    def add_fields(self) -> None:
        """As they are now. Whoever is found for a visit that had nobody is mostly to be told at once."""
        super().add_fields()
        if self.row.status == VisitStatus.DRAFT:
            self.initial["send"] = not self.row.assignments.exists()
        else:
            del self.fields["send"]
        assigned = list(self.row.assignments.select_related("via_crew"))
        self.initial["members"] = [a.member_id for a in assigned if a.via_crew_id is None]
        self.initial["crew"] = next((a.via_crew_id for a in assigned if a.via_crew_id), None)

    def first_times(self) -> tuple[datetime, datetime]:
        """As it is planned now."""
        return self.row.planned_start, self.row.planned_end

    def _own_arguments(self) -> dict[str, Any]:
        return {**super()._own_arguments(), "send": self.cleaned_data.get("send", False)}

    def standing_start(self) -> datetime:
        """As it is planned now."""
        start: datetime = self.row.planned_start
        return start.replace(second=0, microsecond=0)  # as far as the form shows it

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Which visit."""
        visit: Visit = self.row
        names = ", ".join(a.member.user.name for a in visit.assignments.select_related("member__user"))
        facts: list[tuple[str, Any]] = [
            (_("Visit"), visit),
            (_("Site"), visit.job.site.whole),
            (_("Now planned"), span(visit.planned_start, visit.planned_end)),
            (_("Who goes now"), names or _("Nobody yet")),
        ]
        if goes_on(self.request):
            facts.append((_("Besides this one"), still_to_do(self.actor, visit)))
        return facts
