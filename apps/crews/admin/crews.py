"""Crews and who belongs to them, since when and until when."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminColorInputWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING
from apps.crews.actions.crews import may_end
from apps.crews.models import Crew, CrewManager, CrewMembership, Member, User
from apps.crews.selectors import CREW_WORDS, MEMBERSHIP_WORDS, crews_visible_to, memberships_visible_to, present
from apps.crews.states import Role


class JoinForm(ArgumentsForm):
    """Who joins, and from when on: today, unless told otherwise."""

    def add_fields(self) -> None:
        """Only members who are not in a crew for good: nobody is in two at a time."""
        super().add_fields()
        self.initial["since"] = timezone.localdate()
        field = self.fields["member_id"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        for_good = present().filter(until__isnull=True).values("member")
        field.queryset = Member.objects.filter(user__is_active=True).exclude(pk__in=for_good).select_related("user")
        field.help_text = _("Those who are in no crew, or whose time in theirs ends.")
        self.fields["until"].help_text = _("The last day, included. Empty: until further notice.")


class ManageForm(ArgumentsForm):
    """Which manager answers for the crew."""

    def add_fields(self) -> None:
        """Active managers who do not yet."""
        super().add_fields()
        managing = CrewManager.objects.filter(crew=self.row).values("user")
        managers = User.objects.filter(role=Role.MANAGER, is_active=True).exclude(pk__in=managing)
        offer(self, "user_id", managers, _("They see the crew's people and work, and are told of both."))


class UnmanageForm(ArgumentsForm):
    """Whom the crew is taken from."""

    def add_fields(self) -> None:
        """Those who answer for it."""
        super().add_fields()
        managing = User.objects.filter(manages__crew=self.row)
        offer(self, "user_id", managing, _("They will not see the crew any more."))


def offer(form: ArgumentsForm, name: str, rows: "QuerySet[Any]", help_text: str | Promise) -> None:
    """Narrow a choice."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset, field.help_text = rows, str(help_text)


class LeaveForm(ArgumentsForm):
    """The last day: today, unless told otherwise."""

    def add_fields(self) -> None:
        """Today is suggested."""
        super().add_fields()
        self.initial["until"] = timezone.localdate()


class CrewForm(ArgumentsForm):
    """Name, color, home base, vehicle."""

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
    list_display = ("name", "swatch", "base", "vehicle", "size", "managers")
    search_fields = CREW_WORDS
    ordering = ("name",)
    verbs = (
        Verb("crew.join", _("Put a member in"), "group_add", form=JoinForm),
        Verb("crew.manage", _("Give it a manager"), "supervisor_account", form=ManageForm),
        Verb(
            "crew.unmanage",
            _("Take it from a manager"),
            "person_remove",
            only_when(lambda crew: bool(crew.managed_by.all()), _("Nobody manages this crew.")),
            form=UnmanageForm,
            dangerous=True,
        ),
    )
    detail_template = "admin/office/crew.html"
    explained = True
    live_on = "crew crewmembership"
    empty = _("Crews will be here: members who usually go together. Add one, then put members in.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Crew]":
        """The crews in sight, with how many belong to them now."""
        here = Count("memberships", filter=Q(memberships__in=present()), distinct=True)
        return crews_visible_to(actor).annotate(now=here).prefetch_related("managed_by__user")

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

    @admin.display(description=_("managed by"))
    def managers(self, crew: Crew) -> Any:
        """Who answers for it."""
        return format_html_join(", ", "{}", ((named(m.user),) for m in crew.managed_by.all())) or NOTHING

    def facts(self, row: Crew) -> Facts:
        """Color, base, vehicle, size, who answers for it."""
        return [
            (_("Color"), self.swatch(row)),
            (_("Home base"), row.base or NOTHING),
            (_("Vehicle"), row.vehicle or NOTHING),
            (_("Members"), self.size(row)),
            (_("Managed by"), self.managers(row)),
        ]

    def detail(self, request: HttpRequest, row: Crew) -> dict[str, Any]:
        """The page, with who belongs, who did and who will."""
        memberships = row.memberships.select_related("member__user")
        return {
            **super().detail(request, row),
            "memberships": [(m, may_end(m, timezone.now())) for m in memberships],
            "may_take_out": actor_of(request).may("crew.leave"),
        }

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
            only_when(lambda membership: may_end(membership, timezone.now()), _("This has ended already.")),
            argument="membership_id",
            form=LeaveForm,
            dangerous=True,
        ),
    )
    shows = (Show("now", _("Now"), lambda rows, now: rows.filter(pk__in=present().values("pk"))),)

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[CrewMembership]":
        """All of them for those who see all; a manager's crews'."""
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
