"""People who sign in, and the members among them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.forms import ArgumentsForm, ZonedForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import both, only_when
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, link, moment
from apps.crews.admin.absences import AbsenceForm, when_told
from apps.crews.admin.hits import hit_by, told
from apps.crews.admin.shifts import ExceptionForm
from apps.crews.admin.sign_ins import has_second_step, invitation_shown, is_invited
from apps.crews.admin.skills import papers_of
from apps.crews.admin.week_form import PatternForm
from apps.crews.admin.who_works import week_of, weeks_of
from apps.crews.attendance.recent import recent_hours
from apps.crews.leave import standing
from apps.crews.models import CrewMembership, Member, User
from apps.crews.selectors import (
    MEMBER_WORDS,
    USER_WORDS,
    absences_visible_to,
    exceptions_visible_to,
    members_in_charge,
    members_visible_to,
    patterns_visible_to,
    present,
    users_visible_to,
    with_what_is_theirs_to_read,
)
from apps.crews.states import FIELD_ROLES, OFFICE_ROLES, Role

ACTIVE = Look(_("Active"), "check_circle", "emerald")
MOST = 8  # rows of each kind on a member's page
INACTIVE = Look(_("No access"), "block", "zinc")


def _dials(number: str) -> SafeString:
    return link(f"tel:{number.replace(' ', '')}", number) if number else NOTHING


class DeactivateForm(ArgumentsForm):
    """Why; with what is planned with this person."""

    @property
    def about(self) -> Facts:
        """Who, and what would have to be planned again."""
        member, now = Member.objects.filter(user=self.row).first(), timezone.now()
        found = hit_by(self.actor, member, now, now + timedelta(days=3660)) if member else []
        return [(_("Person"), self.row), (_("To be planned again"), told(found) if found else _("Nothing."))]


class PersonForm(ArgumentsForm):
    """Who, in which role. Most people who are added work in the field; an administrator is chosen on purpose."""

    def add_fields(self) -> None:
        """What is short has one line, and says for whom it is."""
        super().add_fields()
        self.initial["role"] = Role.TECHNICIAN
        for name in ("phone", "title"):
            self.fields[name].widget = UnfoldAdminTextInputWidget()
            self.fields[name].help_text = _("For those who work in the field.")


@admin.register(User)
class UserAdmin(ActionModelAdmin):
    """Somebody who signs in."""

    rows = staticmethod(users_visible_to)
    add_command = "user.add"
    add_label = _("Add a person")
    add_form = PersonForm
    change_command = "user.change"
    list_display = ("name", "email", "role_shown", "access", "last_seen")
    list_filter = ("role", "is_active")
    search_fields = USER_WORDS
    search_help_text = _("A name, an email")
    ordering = ("name",)
    filter_horizontal = ()
    verbs = (
        Verb(
            "user.invite",
            _("Invite"),
            "mail",
            both(
                only_when(lambda user: user.is_active, _("Reactivate them first.")),
                only_when(
                    lambda user: user.last_login is None,
                    _("This person has signed in before. The sign-in page sends them a link for a new password."),
                ),
            ),
            asks=False,
        ),
        Verb(
            "user.uninvite",
            _("Withdraw the invitation"),
            "cancel_schedule_send",
            only_when(is_invited, _("No invitation is open.")),
            asks=False,
        ),
        Verb("user.end_sign_ins", _("Sign out everywhere"), "logout", dangerous=True),
        Verb(
            "user.reset_second_step",
            _("Remove the second step"),
            "lock_reset",
            only_when(has_second_step, _("This person signs in without one.")),
            dangerous=True,
        ),
        Verb(
            "user.reactivate",
            _("Reactivate"),
            "person_add",
            only_when(lambda user: not user.is_active, _("This person has access.")),
        ),
        Verb(
            "user.deactivate",
            _("Deactivate"),
            "person_off",
            only_when(lambda user: user.is_active, _("This person has no access.")),
            form=DeactivateForm,
            dangerous=True,
        ),
    )
    shows = (
        Show("field", _("In the field"), lambda rows, now: rows.filter(role__in=FIELD_ROLES, is_active=True)),
        Show("office", _("In the office"), lambda rows, now: rows.filter(role__in=OFFICE_ROLES, is_active=True)),
        Show("gone", _("Without access"), lambda rows, now: rows.filter(is_active=False)),
    )
    live_on = "user"
    explained = True

    @admin.display(description=_("role"), ordering="role")
    def role_shown(self, user: User) -> str:
        """What they are here."""
        return user.get_role_display()

    @admin.display(description=_("access"), ordering="is_active")
    def access(self, user: User) -> SafeString:
        """Whether they can sign in."""
        return badge(ACTIVE if user.is_active else INACTIVE)

    @admin.display(description=_("last signed in"), ordering="last_login")
    def last_seen(self, user: User) -> SafeString:
        """When."""
        return moment(user.last_login)

    def head(self, row: User) -> list[Any]:
        """Access."""
        return [self.access(row)]

    def facts(self, row: User) -> Facts:
        """How to reach them, what they are."""
        member = Member.objects.filter(user=row).first()
        return [
            (_("Email"), link(f"mailto:{row.email}", row.email)),
            (_("Role"), row.get_role_display()),
            (_("Last signed in"), moment(row.last_login)),
            (_("Invitation"), invitation_shown(row)),
            (_("Second step"), _("Set up") if has_second_step(row) else _("Not set up")),
            *([(_("Phone"), _dials(member.phone)), (_("In the field as"), named(member))] if member else []),
        ]


class InCrewFilter(admin.SimpleListFilter):
    """Whether a member belongs to a crew."""

    title = _("crew")
    parameter_name = "crew"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In one or in none."""
        return [("some", _("In a crew")), ("none", _("In no crew"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """By their present memberships."""
        inside = present().values("member")
        if self.value() == "some":
            return queryset.filter(pk__in=inside)
        return queryset.exclude(pk__in=inside) if self.value() == "none" else queryset


@admin.register(Member)
class MemberAdmin(ActionModelAdmin):
    """A field worker; added with their person. When they work and when they are away is said here."""

    change_command = "member.change"
    change_command_form = ZonedForm
    explained = True
    verbs = (
        Verb("shift.set_pattern", _("Set the week"), "calendar_month", form=PatternForm),
        Verb("shift.set_exception", _("Set one day"), "edit_calendar", form=ExceptionForm),
        Verb("absence.add", _("Add an absence"), "event_busy", form=AbsenceForm),
    )
    live_on = "member"
    list_display = ("name_shown", "crew_now", "title", "phone", "access")
    list_filter = (InCrewFilter,)
    search_fields = MEMBER_WORDS
    search_help_text = _("A name, an email, a number, a trade")
    ordering = ("user__name",)
    detail_template = "admin/office/member.html"
    empty = _("Members will be here: the people who are sent. Add a person who works in the field.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Member]":
        """The members in sight, with their crews."""
        members = with_what_is_theirs_to_read(actor, members_visible_to(actor)).select_related("user")
        return members.prefetch_related(Prefetch("memberships", present().select_related("crew")))

    @admin.display(description=_("name"), ordering="user__name")
    def name_shown(self, member: Member) -> str:
        """The name."""
        return member.user.name

    @admin.display(description=_("crew"))
    def crew_now(self, member: Member) -> SafeString:
        """The present crew."""
        crews = [m.crew for m in member.memberships.all()]
        return named(crews[0]) if crews else NOTHING

    @admin.display(description=_("access"), ordering="user__is_active")
    def access(self, member: Member) -> SafeString:
        """Whether they can sign in."""
        return badge(ACTIVE if member.user.is_active else INACTIVE)

    def head(self, row: Member) -> list[Any]:
        """Access."""
        return [self.access(row)]

    def facts(self, row: Any) -> Facts:
        """How to reach them, what they do, with whom; what only some may know, for those."""
        return [
            (_("Person"), named(row.user)),
            (_("Phone"), _dials(row.phone)),
            *([(_("Private phone"), _dials(row.private_phone))] if row.reads_private else []),
            (_("Trade"), row.title or NOTHING),
            (_("Crew"), self.crew_now(row)),
            (_("Time zone"), row.timezone or _("the company's")),
            *(
                [(_("Cost per hour"), NOTHING if row.hourly_cost is None else row.hourly_cost)]
                if row.reads_cost
                else []
            ),
        ]

    def subjects(self, row: Member) -> list[tuple[str, UUID]]:
        """The person's history, that of their time in crews, of their weeks, absences and certificates."""
        own = (
            ("crewmembership", CrewMembership.objects.filter(member=row)),
            ("workpattern", row.patterns),
            ("shiftexception", row.shift_exceptions),
            ("absence", row.absences),
            ("certificate", row.certificates),
        )
        rows = [(kind, public_id) for kind, found in own for public_id in found.values_list("public_id", flat=True)]
        return [("user", row.user.public_id), ("member", row.public_id), *rows]

    def live_about(self, row: Member) -> str:
        """A new absence may be theirs."""
        return f"user:{row.user.public_id} member:{row.public_id} crewmembership:* absence:*"

    def detail(self, request: HttpRequest, row: Member) -> dict[str, Any]:
        """The page, with the time in crews, what they can do, this week and the next, single days and absences."""
        actor, now = actor_of(request), timezone.now()
        memberships = CrewMembership.objects.filter(member=row).select_related("crew")
        shown = {**super().detail(request, row), "memberships": memberships, "may_see_days": False}
        shown |= papers_of(request, row) | {"hours": recent_hours(actor, row, now)}
        if not members_in_charge(actor).filter(pk=row.pk).exists():
            return shown
        monday, today = week_of("", now), timezone.localdate(now)
        days = [monday + timedelta(days=n) for n in range(14)]
        absences = (
            standing(absences_visible_to(actor))
            .filter(member=row, end__gt=now)
            .select_related("member__user")
            .order_by("start")
        )
        return shown | {
            "may_see_days": True,
            "weeks": weeks_of([row], days)[row.pk].days,
            "patterns": patterns_visible_to(actor).filter(member=row).order_by("-since")[:MOST],
            "exceptions": exceptions_visible_to(actor).filter(member=row, day__gte=today).order_by("day")[:MOST],
            "absences": [(absence, when_told(absence)) for absence in absences[:MOST]],
        }
