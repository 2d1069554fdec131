"""Crews and who belongs to them, since when and until when."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminColorInputWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING
from apps.crews.models import Crew, CrewMembership, Member
from apps.crews.selectors import CREW_WORDS, MEMBERSHIP_WORDS, crews_visible_to, memberships_visible_to


class JoinForm(ArgumentsForm):
    """Who joins, and from when on: today, unless told otherwise."""

    def add_fields(self) -> None:
        """Only members who are in no crew, since nobody can be in two."""
        super().add_fields()
        self.initial["since"] = timezone.localdate()
        field = self.fields["member_id"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        inside = CrewMembership.objects.filter(until__isnull=True).values("member")
        field.queryset = Member.objects.filter(user__is_active=True).exclude(pk__in=inside).select_related("user")
        field.help_text = _("Those who are in no crew.")


class LeaveForm(ArgumentsForm):
    """The last day: today, unless told otherwise."""

    def add_fields(self) -> None:
        """Today is suggested."""
        super().add_fields()
        self.initial["until"] = timezone.localdate()


class CrewForm(ArgumentsForm):
    """Name, color, home base."""

    def add_fields(self) -> None:
        """The color is picked, not typed."""
        super().add_fields()
        self.fields["color"].widget = UnfoldAdminColorInputWidget()
        self.fields["color"].help_text = ""


@admin.register(Crew)
class CrewAdmin(ActionModelAdmin):
    """Members who usually go together."""

    add_command = "crew.add"
    add_label = _("Add a crew")
    add_form = change_command_form = CrewForm
    change_command = "crew.change"
    list_display = ("name", "swatch", "base", "size")
    search_fields = CREW_WORDS
    ordering = ("name",)
    verbs = (Verb("crew.join", _("Put a member in"), "group_add", form=JoinForm),)
    detail_template = "admin/office/crew.html"
    live_on = "crew crewmembership"
    empty = _("Crews will be here: members who usually go together. Add one, then put members in.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Crew]":
        """The crews in sight, with how many belong to them now."""
        return crews_visible_to(actor).annotate(now=Count("memberships", filter=Q(memberships__until__isnull=True)))

    @admin.display(description=_("color"))
    def swatch(self, crew: Crew) -> SafeString:
        """The color, beside its name for those who cannot see it."""
        return format_html(
            '<svg class="wh-swatch" viewBox="0 0 9 9" aria-hidden="true"><rect width="9" height="9" fill="{}"/></svg>'
            '<span class="wh-meta">{}</span>',
            crew.color,
            crew.color,
        )

    @admin.display(description=_("members"), ordering="now")
    def size(self, crew: Any) -> int:
        """How many belong to it now."""
        return int(crew.now)

    def facts(self, row: Crew) -> Facts:
        """Color, base, size."""
        return [(_("Color"), self.swatch(row)), (_("Home base"), row.base or NOTHING), (_("Members"), self.size(row))]

    def detail(self, request: HttpRequest, row: Crew) -> dict[str, Any]:
        """The page, with who belongs and who did."""
        return {**super().detail(request, row), "memberships": row.memberships.select_related("member__user")}

    def subjects(self, row: Crew) -> list[tuple[str, UUID]]:
        """The crew's history, and its memberships'."""
        own = row.memberships.values_list("public_id", flat=True)
        return [("crew", row.public_id), *(("crewmembership", m) for m in own)]


@admin.register(CrewMembership)
class CrewMembershipAdmin(ActionModelAdmin):
    """A member's time in a crew."""

    list_display = ("member", "crew", "since", "until", "is_lead")
    list_select_related = ("member__user", "crew")
    search_fields = MEMBERSHIP_WORDS
    ordering = ("-since",)
    verbs = (
        Verb(
            "crew.leave",
            _("Take out of the crew"),
            "group_remove",
            only_when(lambda membership: membership.until is None, _("This has ended already.")),
            argument="membership_id",
            form=LeaveForm,
            dangerous=True,
        ),
    )
    shows = (Show("now", _("Now"), lambda rows, now: rows.filter(until__isnull=True)),)

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[CrewMembership]":
        """All of them, for those who see all."""
        return memberships_visible_to(actor).select_related("member__user", "crew")

    def facts(self, row: CrewMembership) -> Facts:
        """Who, where, from when to when."""
        return [
            (_("Member"), named(row.member)),
            (_("Crew"), named(row.crew)),
            (_("Since"), row.since),
            (_("Until"), row.until or _("open")),
            (_("Leads the crew"), _("yes") if row.is_lead else _("no")),
        ]
