"""Adding and changing a maintenance plan, with the next dates before anything is saved."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.admin.fields import date_input, field_for
from apps.core.admin.forms import CommandForm, is_key
from apps.core.commands import find
from apps.core.errors import BadInput, DomainError
from apps.core.markup import zone_of
from apps.core.years import refuse_other_years
from apps.crews.models import Crew, Member
from apps.crews.selectors import crews_visible_to, members_visible_to
from apps.jobs.actions.plans.ruling import recurrence_of, refuse_dateless, rule_values
from apps.jobs.admin.plans.rules_field import FRESH, LABEL, PART, RULE_PARTS, RulesField, RulesWidget, block_of
from apps.jobs.maintenance import live_rules, today_at
from apps.jobs.models import Asset, JobTemplate, MaintenancePlan, Site
from apps.jobs.plans.dates import DAY, PREVIEWED, moment_on, next_dates
from apps.jobs.plans.saying import in_words
from apps.jobs.selectors import sites_visible_to, templates_visible_to

KNOWN = ("name", "title", "starts_on", "ends_on")


class PlanForm(CommandForm):
    """What is done, where, and how often."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("What people call the plan: “Boiler service, Oak St”."),
    )
    template_id = forms.ModelChoiceField(
        JobTemplate.objects.none(), label=gettext_lazy("Template of the jobs"), widget=UnfoldAdminSelectWidget
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the jobs"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Empty: the template's name."),
    )
    asset_id = forms.ModelChoiceField(
        Asset.objects.none(),
        label=gettext_lazy("Equipment"),
        required=False,
        empty_label=gettext_lazy("None"),
        widget=UnfoldAdminSelectWidget,
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), widget=date_input(), help_text=gettext_lazy("Intervals are counted from here.")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: it goes on until somebody ends it."),
    )
    rules = RulesField(label=LABEL, initial=[FRESH])

    def add_fields(self) -> None:
        """Fill the choices and what stands."""
        if self._row_site() is None:
            info = find(self.command).arguments.model_fields["site_id"]
            self.fields["site_id"] = field_for("site_id", info, MaintenancePlan, self.request)
            self.order_fields(["site_id"])
        site = self._site(self.data)
        self._choices("template_id", templates_visible_to(self.actor).filter(retired_at=None).order_by("name"))
        if site is not None:
            self._choices("asset_id", Asset.objects.filter(site=site).order_by("name"))
        else:
            info = find(self.command).arguments.model_fields["asset_id"]
            self.fields["asset_id"] = field_for("asset_id", info, MaintenancePlan, self.request)
            self.fields["asset_id"].help_text = _("It must stand at the site.")
            self.order_fields(["site_id", "asset_id"])
        self.fields["asset_id"].error_messages["invalid_choice"] = _("This stands at another site. Choose again.")
        widget = self.fields["rules"].widget
        assert isinstance(widget, RulesWidget)  # noqa: S101
        widget.context = self._around
        self.initial["starts_on"] = timezone.localdate()
        if isinstance(self.row, MaintenancePlan):
            self._as_it_stands(self.row)

    def _as_it_stands(self, plan: MaintenancePlan) -> None:
        rules = live_rules(plan, today_at(plan.site, timezone.now()))
        self.initial.update({name: getattr(plan, name) for name in KNOWN})
        self.initial.update(template_id=plan.template, asset_id=plan.asset, rules=[block_of(rule) for rule in rules])

    def _choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = rows

    def _row_site(self) -> Site | None:
        if isinstance(self.row, MaintenancePlan):
            return self.row.site
        return self.row if isinstance(self.row, Site) else None

    def _site(self, told: Any) -> Site | None:
        """The site that is settled, or chosen just now."""
        key = str(told.get("site_id", ""))
        if (site := self._row_site()) is not None or not is_key(key):
            return site
        return sites_visible_to(self.actor).filter(pk=key).first()

    # --- the next dates ------------------------------------------------------------------------------------------

    def part(self, name: str, told: Any) -> SafeString | None:
        """The next dates, for what stands in the page's fields just now."""
        return self._preview(told) if name == PART else None

    def _around(self) -> dict[str, Any]:
        """What the editor shows besides the rules."""
        return {
            "address": f"{self.request.path}?part={PART}",
            "crews": crews_visible_to(self.actor).order_by("name"),
            "members": members_visible_to(self.actor).select_related("user").order_by("user__name"),
            "preview": self._preview(self.data if self.is_bound else None),
        }

    def _preview(self, told: Any) -> SafeString:
        """A sentence where the dates would be, while the fields make no sense."""
        try:
            context = self._next_dates(told)
        except ValidationError as error:
            context = {"problem": " ".join(error.messages)}
        except DomainError as error:
            context = {"problem": error.message}
        return SafeString(render_to_string("admin/office/_next_dates.html", context))

    def _next_dates(self, told: Any) -> dict[str, Any]:
        said, starts, ends = self._said(told)
        site = self._site(told if told is not None else self.data)
        today = today_at(site, timezone.now()) if site else timezone.localdate()
        zone = zone_of(site.timezone if site else "")
        found, words = [], []
        for rule in said:
            values = rule_values(self.actor, _as_said(rule))
            since = max(starts, today)
            refuse_dateless(values, starts, since, ends)
            words.append(in_words(values["rrule"]))
            days = next_dates(recurrence_of(values, starts, since, ends), PREVIEWED, after=since - DAY)
            found += [(moment_on(day, values["at"], zone), words[-1]) for day in days]
        return {
            "dates": [(at.astimezone(zone), word) for at, word in sorted(found)[:PREVIEWED]],
            "words": words,
            "several": len(words) > 1,
            "floating": any(rule["floating"] for rule in said),
            "zone": str(zone),
        }

    def _said(self, told: Any) -> tuple[list[dict[str, Any]], date, date | None]:
        """Rules, first day and last day as they stand in the fields, or as they begin."""
        field = self.fields["rules"]
        if told is None:
            blocks = self.initial.get("rules") or [FRESH]
            starts, ends = self.initial["starts_on"], self.initial.get("ends_on")
        else:
            blocks = field.widget.value_from_datadict(told, None, "rules")
            starts, ends = (self.fields[name].clean(told.get(name)) for name in ("starts_on", "ends_on"))
        refuse_other_years(**{"starts_on": starts} | ({"ends_on": ends} if ends else {}))
        if ends is not None and ends < starts:
            raise BadInput(_("The last day is before the first."))
        return field.clean(blocks), starts, ends

    # --- as arguments --------------------------------------------------------------------------------------------

    def _own_arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        site = {"site_id": str(told["site_id"].public_id)} if "site_id" in self.fields else {}
        return site | {
            "name": told["name"],
            "title": told["title"],
            "template_id": str(told["template_id"].public_id),
            "asset_id": str(told["asset_id"].public_id) if told["asset_id"] else None,
            "starts_on": told["starts_on"],
            "ends_on": told["ends_on"],
            "rules": [_as_said(rule) for rule in told["rules"]],
        }

    def refuse(self, error: DomainError) -> None:
        """As ever; what is said of a rule's parts stands at the rules."""
        if set(error.details.get("fields", {})) & RULE_PARTS:
            error = BadInput(error.message, code=error.code, fields={"rules": error.message})
        super().refuse(error)


def _as_said(rule: dict[str, Any]) -> Any:
    """With the ids of crew and member instead of their keys."""
    told = {name: value for name, value in rule.items() if name not in ("crew", "member")}
    rows = {"crew": Crew, "member": Member}
    keys = {name: rule[name] for name in rows if is_key(str(rule[name]))}
    found = {name: rows[name].objects.filter(pk=key).first() for name, key in keys.items()}  # type: ignore[attr-defined]
    return told | {f"{name}_id": row.public_id for name, row in found.items() if row is not None}
