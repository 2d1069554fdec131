"""What members can do, and the certificates that say so."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.fields import date_input
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING, badge, link, moment
from apps.crews.models import Certificate, Member, Skill
from apps.crews.models.skills import HIGHEST_LEVEL
from apps.crews.papers import expired, expiring, look_of, soonest_first, told, valid_on
from apps.crews.selectors import CERTIFICATE_WORDS, SKILL_WORDS, certificates_visible_to, skills_visible_to

STANDS = only_when(lambda certificate: certificate.withdrawn_at is None, _("This certificate was withdrawn."))


@admin.register(Skill)
class SkillAdmin(ActionModelAdmin):
    """Something work can ask for and members can hold."""

    add_command = "skill.add"
    add_label = _("Add a skill")
    change_command = "skill.change"
    list_display = ("name", "description", "holders")
    search_fields = SKILL_WORDS
    ordering = ("name",)
    live_on = "skill certificate"
    empty = _("Skills will be here: what jobs can ask for. Add one, then say who holds it and which jobs require it.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Skill]":
        """The skills in sight, with how many members hold each today."""
        held = Q(certificates__in=valid_on(Certificate.objects.all(), timezone.localdate()))
        return skills_visible_to(actor).annotate(held=Count("certificates__member", filter=held, distinct=True))

    @admin.display(description=_("held by"), ordering="held")
    def holders(self, skill: Any) -> int:
        """How many hold it today."""
        return int(skill.held)

    def facts(self, row: Skill) -> Facts:
        """What it covers, and who holds it."""
        url = f"{reverse('admin:crews_certificate_changelist')}?skill__id__exact={row.pk}"
        return [
            (_("What it covers"), row.description or NOTHING),
            (_("Held today by"), self.holders(row)),
            (_("Certificates"), link(url, _("All of them"))),
        ]


class CertificateForm(ArgumentsForm):
    """Whose, for what, from when to when."""

    def add_fields(self) -> None:
        """Days are picked, levels chosen; today is suggested as the first day."""
        super().add_fields()
        for name in ("valid_from", "valid_until"):
            self.fields[name].widget = date_input()
        if self.row is None or not isinstance(self.row, Certificate):
            self.initial["valid_from"] = timezone.localdate()
        level = self.fields["level"]
        self.fields["level"] = forms.TypedChoiceField(
            label=level.label,
            coerce=int,
            choices=[(n, str(n)) for n in range(1, HIGHEST_LEVEL + 1)],
            initial=1,
            help_text=_("What the levels mean is the company's to say; jobs ask for one or above."),
            widget=UnfoldAdminSelectWidget(),
        )
        self.fields["document_id"].help_text = _("A PDF or a picture of the paper, at most 15 MB.")


@admin.register(Certificate)
class CertificateAdmin(ActionModelAdmin):
    """A member's skill, from its first day to its last."""

    add_command = "certificate.add"
    add_label = _("Add a certificate")
    add_form = change_command_form = CertificateForm
    change_command = "certificate.change"
    list_display = ("member_link", "skill", "level", "number", "until", "state_now")
    list_display_links = ("skill",)
    list_filter = ("skill",)
    autocomplete_fields = ("member", "skill")
    search_fields = CERTIFICATE_WORDS
    search_help_text = _("A name, a skill, a number")
    ordering = ("member__user__name", "skill__name", "-valid_from")
    verbs = (Verb("certificate.withdraw", _("Withdraw"), "undo", STANDS, dangerous=True),)
    shows = (
        Show("expiring", _("Expiring"), lambda rows, now: soonest_first(expiring(rows, _today(now)))),
        Show("expired", _("Expired"), lambda rows, now: expired(rows, _today(now))),
        Show("valid", _("Valid today"), lambda rows, now: valid_on(rows, _today(now))),
        Show("withdrawn", _("Withdrawn"), lambda rows, now: rows.filter(withdrawn_at__isnull=False)),
    )
    live_on = "certificate"
    empty = _("Certificates will be here: who can do what, and until when. Add one from a member's page.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Certificate]":
        """The certificates in sight, with what their names need."""
        return certificates_visible_to(actor).select_related("member__user", "skill", "document")

    @staticmethod
    def change_why_not(row: Certificate, actor: Actor) -> str:
        """What was withdrawn stays as it was."""
        return STANDS(row, actor)

    @admin.display(description=_("member"), ordering="member__user__name")
    def member_link(self, certificate: Certificate) -> SafeString:
        """Whose."""
        return named(certificate.member)

    @admin.display(description=_("valid until"), ordering="valid_until")
    def until(self, certificate: Certificate) -> Any:
        """The last day."""
        return certificate.valid_until or _("does not expire")

    @admin.display(description=_("state"))
    def state_now(self, certificate: Certificate) -> SafeString:
        """How it stands today."""
        return badge(look_of(certificate, timezone.localdate()))

    def head(self, row: Certificate) -> list[Any]:
        """How it stands."""
        return [self.state_now(row)]

    def facts(self, row: Certificate) -> Facts:
        """Whose, for what, from when to when, and the paper itself."""
        paper = link(f"/files/{row.document.public_id}/", row.document) if row.document else NOTHING
        return [
            (_("Member"), named(row.member)),
            (_("Skill"), named(row.skill)),
            (_("Level"), row.level),
            (_("Number"), row.number or NOTHING),
            (_("Valid from"), row.valid_from),
            (_("Valid until"), self.until(row)),
            (_("Document"), paper),
            *([(_("Withdrawn"), moment(row.withdrawn_at))] if row.withdrawn_at else []),
            *([(_("Why it was withdrawn"), row.withdrawn_reason)] if row.withdrawn_reason else []),
        ]


def _today(now: Any) -> Any:
    return timezone.localdate(now)


def papers_of(request: HttpRequest, member: Member) -> dict[str, Any]:
    """What a member's page shows of their certificates, and where one is added."""
    actor = actor_of(request)
    add = f"{reverse('admin:crews_certificate_add')}?member_id={member.public_id}"
    return {
        "papers": told(certificates_visible_to(actor).filter(member=member)),
        "add_paper_url": add if actor.may("certificate.add") else "",
    }
