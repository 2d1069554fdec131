"""When members are away."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget
from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.fields import date_input, time_input
from apps.core.admin.forms import ArgumentsForm, CommandForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.verbs import only_when
from apps.core.errors import BadInput
from apps.core.looks import Look
from apps.core.markup import badge, moment, zone_of
from apps.core.years import refuse_other_years
from apps.crews.admin.hits import hit_by, told
from apps.crews.leave import standing
from apps.crews.models import Absence, Member
from apps.crews.selectors import OF_MEMBER_WORDS, absences_visible_to, members_in_charge
from apps.crews.spans import days_told
from apps.crews.states import AbsenceKind
from apps.crews.working import moment_of

STANDS = Look(gettext_lazy("Away"), "event_busy", "amber")
CANCELLED = Look(gettext_lazy("Cancelled"), "cancel", "zinc", struck=True)


def when_told(absence: Absence) -> str:
    """3–7 May, in the member's zone."""
    return days_told(absence.start, absence.end, zone_of(absence.member.timezone))


speak_of(Absence, lambda absence: f"{absence.member} · {when_told(absence)}")


class AbsenceForm(CommandForm):
    """Who is away, on which days, for part of a day with times. What it hits is shown before it is done."""

    member = forms.ModelChoiceField(Member.objects.none(), label=gettext_lazy("Member"), widget=UnfoldAdminSelectWidget)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AbsenceKind.choices, widget=UnfoldAdminSelectWidget)
    first = forms.DateField(label=gettext_lazy("First day"), widget=date_input())
    last = forms.DateField(label=gettext_lazy("Last day"), widget=date_input())
    start = forms.TimeField(
        label=gettext_lazy("From"),
        widget=time_input(),
        required=False,
        help_text=gettext_lazy("Empty: from the beginning of the first day."),
    )
    end = forms.TimeField(
        label=gettext_lazy("Until"),
        widget=time_input(),
        required=False,
        help_text=gettext_lazy("Empty: to the end of the last day."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=UnfoldAdminTextInputWidget)
    seen = forms.BooleanField(
        label=gettext_lazy("Yes, these visits are to be planned again"), required=False, widget=forms.HiddenInput
    )

    def add_fields(self) -> None:
        """Today; the member whose page it was."""
        self.hit: Any = []
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        members = members_in_charge(self.actor).filter(user__is_active=True)
        field.queryset = members.select_related("user").order_by("user__name")
        if isinstance(self.row, Member):
            del self.fields["member"]
        self.initial.update(first=timezone.localdate(), last=timezone.localdate())

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Whose, and what it hits once that is known."""
        whose = [(_("Member"), self.row)] if isinstance(self.row, Member) else []
        return [*whose, *([(_("Planned in this time"), told(self.hit))] if self.hit else [])]

    def clean(self) -> dict[str, Any]:
        """Put days and times together, by the member's clock; ask once about what is planned then."""
        answers = super().clean() or self.cleaned_data
        try:
            refuse_other_years(**{n: answers[n] for n in ("first", "last") if answers.get(n)})
        except BadInput as error:
            self.add_error(next(iter(error.details["fields"])), error.message)
        member = self.row if isinstance(self.row, Member) else self.cleaned_data.get("member")
        if member is not None and {"first", "last"} <= self.cleaned_data.keys():
            self._put_together(member)
        return self.cleaned_data

    def _put_together(self, member: Member) -> None:
        answers, zone = self.cleaned_data, zone_of(member.timezone)
        start = moment_of(answers["first"], answers.get("start") or time.min, zone)
        end_at = answers.get("end")
        last = answers["last"] if end_at else answers["last"] + timedelta(days=1)
        end = moment_of(last, end_at or time.min, zone)
        if end <= start:
            self.add_error("last", _("This ends before it begins."))
            return
        answers["begins"], answers["ends"], answers["whose"] = start, end, member
        self._ask_about_hits(member, start, end)

    def _ask_about_hits(self, member: Member, start: datetime, end: datetime) -> None:
        self.hit = hit_by(self.actor, member, start, end)
        if self.hit:
            self.fields["seen"].widget = Switch()
            if not self.cleaned_data.get("seen"):
                self.add_error(
                    None, _("Something is planned in this time: see above. Say below that you have seen it.")
                )

    def _own_arguments(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {
            "member_id": str(answers["whose"].public_id),
            "kind": answers["kind"],
            "start": answers["begins"],
            "end": answers["ends"],
            "note": answers["note"],
        }


class CallOffForm(ArgumentsForm):
    """Why; with what is planned then."""

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Which absence, and the visits whose plan may stand again."""
        absence: Absence = self.row
        found = hit_by(self.actor, absence.member, absence.start, absence.end)
        return [
            (_("Away"), when_told(absence)),
            (_("Planned in this time"), told(found) if found else _("Nothing.")),
        ]


@admin.register(Absence)
class AbsenceAdmin(ActionModelAdmin):
    """A time in which a member cannot be planned."""

    add_command = "absence.add"
    add_label = gettext_lazy("Add an absence")
    add_form = AbsenceForm
    list_display = ("member_link", "when", "kind", "state_now", "note")
    list_display_links = ("when",)
    list_filter = ("kind",)
    search_fields = OF_MEMBER_WORDS
    search_help_text = gettext_lazy("A name, words of the note")
    ordering = ("-start", "-id")
    verbs = (
        Verb(
            "absence.cancel",
            gettext_lazy("Cancel the absence"),
            "event_available",
            only_when(lambda absence: absence.cancelled_at is None, gettext_lazy("This was cancelled already.")),
            form=CallOffForm,
            dangerous=True,
        ),
    )
    shows = (
        Show("now", gettext_lazy("Away now"), lambda rows, now: standing(rows).filter(start__lte=now, end__gt=now)),
        Show(
            "coming", gettext_lazy("Coming"), lambda rows, now: standing(rows).filter(start__gt=now), order=("start",)
        ),
        Show("cancelled", gettext_lazy("Cancelled"), lambda rows, now: rows.filter(cancelled_at__isnull=False)),
    )
    live_on = "absence"
    empty = gettext_lazy("Absences will be here: time off, sick days, training. Approved requests add them, or you do.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Absence]":
        """Those of the people in sight."""
        return absences_visible_to(actor).select_related("member__user", "request")

    @admin.display(description=gettext_lazy("member"), ordering="member__user__name")
    def member_link(self, absence: Absence) -> SafeString:
        """Who."""
        return named(absence.member)

    @admin.display(description=gettext_lazy("when"), ordering="start")
    def when(self, absence: Absence) -> str:
        """In the member's zone."""
        return when_told(absence)

    @admin.display(description=gettext_lazy("state"), ordering="cancelled_at")
    def state_now(self, absence: Absence) -> SafeString:
        """Whether it counts."""
        return badge(STANDS if absence.cancelled_at is None else CANCELLED)

    def head(self, row: Absence) -> list[Any]:
        """Whether it counts."""
        return [self.state_now(row)]

    def facts(self, row: Absence) -> Facts:
        """Who, when, why."""
        return [
            (_("Member"), named(row.member)),
            (_("When"), when_told(row)),
            (_("Kind"), row.get_kind_display()),
            *([(_("Note"), row.note)] if row.note else []),
            *([(_("Request"), named(row.request))] if row.request else []),
            *(
                [(_("Cancelled"), moment(row.cancelled_at)), (_("Reason"), row.cancelled_reason)]
                if row.cancelled_at
                else []
            ),
        ]
