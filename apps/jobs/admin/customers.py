"""Customers and their sites."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core.actor import Actor
from apps.core.admin import Facts, Verb, actor_of
from apps.core.admin.fields import date_input
from apps.core.admin.forms import ArgumentsForm, ZonedForm
from apps.core.admin.naming import named
from apps.core.markup import NOTHING, link
from apps.core.selectors import sees_all
from apps.jobs.admin.finding import ByWords
from apps.jobs.admin.history import history_of, incidents_at
from apps.jobs.admin.importing import Importable
from apps.jobs.admin.job_forms import JobForm
from apps.jobs.admin.plans.form import PlanForm
from apps.jobs.models import Customer, Job, Site, Visit
from apps.jobs.positions import position
from apps.jobs.searching import customers_found, sites_found
from apps.jobs.selectors import (
    assets_visible_to,
    contacts_visible_to,
    customers_visible_to,
    jobs_visible_to,
    sites_visible_to,
    to_speak_to,
)
from apps.jobs.states import OutcomeReason, StopReason


def phone_link(number: str) -> SafeString:
    """A number that dials."""
    return link(f"tel:{number.replace(' ', '')}", number) if number else NOTHING


def mail_link(address: str) -> SafeString:
    """An address that opens a letter."""
    return link(f"mailto:{address}", address) if address else NOTHING


def map_link(site: Site) -> SafeString:
    """An address that opens the map of whoever looks at it."""
    if site.latitude is not None and site.longitude is not None:
        return link(f"geo:{site.latitude},{site.longitude}?q={quote(site.address)}", site.address)
    return link(f"https://www.openstreetmap.org/search?query={quote(site.address)}", site.address)


def paragraph(text: str) -> SafeString:
    """Lines as they were written."""
    return format_html('<span class="wh-pre">{}</span>', text) if text else NOTHING


def because(row: Job | Visit) -> SafeString:
    """Why it stopped or ended otherwise: the kind of reason before the words."""
    kind = row.stop_reason or getattr(row, "outcome_reason", "")
    labels = {**dict(OutcomeReason.choices), **dict(StopReason.choices)}
    if kind in ("", "other"):
        return paragraph(row.status_reason)
    return format_html("{}: {}", labels[kind], row.status_reason)


def position_text(site: Site) -> str:
    """Latitude and longitude, as they are pasted."""
    return "" if site.latitude is None else f"{site.latitude}, {site.longitude}"


class SiteForm(ZonedForm):
    """The position is one text: two numbers, or the address of a map."""

    def add_fields(self) -> None:
        """In the place of the two numbers."""
        super().add_fields()
        del self.fields["latitude"], self.fields["longitude"]
        self.fields["position"] = forms.CharField(
            label=_("Position"),
            required=False,
            max_length=500,
            widget=UnfoldAdminTextInputWidget(),
            help_text=_("Latitude and longitude, such as “41.8781, -87.6298”, or the address of a map, pasted."),
        )
        if isinstance(self.row, Site):
            self.initial["position"] = position_text(self.row)

    def _own_arguments(self) -> dict[str, Any]:
        latitude, longitude = position(self.cleaned_data["position"]) or (None, None)
        return {**super()._own_arguments(), "latitude": latitude, "longitude": longitude}


class AssetForm(ArgumentsForm):
    """Days are picked."""

    def add_fields(self) -> None:
        """The browser's own pickers."""
        super().add_fields()
        for name in ("installed_on", "warranty_until"):
            self.fields[name].widget = date_input()


@admin.register(Customer)
class CustomerAdmin(ByWords, Importable):
    """Somebody the company works for, with their sites."""

    brings = "customers"
    add_command = "customer.add"
    change_command = "customer.change"
    add_label = _("Add a customer")
    list_display = ("name", "phone", "email", "site_count")
    found = staticmethod(customers_found)
    search_help_text = _("A name, a number, an address")
    ordering = ("name",)
    verbs = (
        Verb("site.add", _("Add a site"), "add_location", form=SiteForm, stays=False),
        Verb("contact.add", _("Add a contact"), "person_add"),
    )
    detail_template = "admin/office/customer.html"
    live_on = "customer site"
    empty = _("Your customers will be here. Add the first one with the button above, then a site, then a job.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Customer]":
        """The customers in sight, with how many of their sites are."""
        sites = Count("sites") if sees_all(actor) else Count("sites", filter=Q(sites__in=sites_visible_to(actor)))
        return customers_visible_to(actor).annotate(sites_known=sites)

    @admin.display(description=_("sites"), ordering="sites_known")
    def site_count(self, customer: Any) -> int:
        """How many sites."""
        return int(customer.sites_known)

    def facts(self, row: Customer) -> Facts:
        """How to reach them."""
        return [
            (_("Phone"), phone_link(row.phone)),
            (_("Email"), mail_link(row.email)),
            (_("Notes"), paragraph(row.notes)),
        ]

    def detail(self, request: HttpRequest, row: Customer) -> dict[str, Any]:
        """The page, with the sites."""
        actor = actor_of(request)
        jobs = Count("jobs", filter=Q(jobs__in=jobs_visible_to(actor)))
        sites = sites_visible_to(actor).filter(customer=row).annotate(jobs_known=jobs).order_by("name")
        add = self.command_url(row, "site.add") if actor.may("site.add") else ""
        speak_to = self.command_url(row, "contact.add") if actor.may("contact.add") else ""
        contacts = contacts_visible_to(actor).filter(customer=row, retired_at=None).select_related("site")
        return {
            **super().detail(request, row),
            "sites": sites,
            "add_site_url": add,
            "contacts": contacts,
            "add_contact_url": speak_to,
        }

    def subjects(self, row: Customer) -> list[tuple[str, UUID]]:
        """The customer's and the sites' history."""
        return [("customer", row.public_id), *(("site", s) for s in row.sites.values_list("public_id", flat=True))]


@admin.register(Site)
class SiteAdmin(ByWords, Importable):
    """A place where work is done."""

    rows = staticmethod(sites_visible_to)
    brings = "sites"
    add_command = "site.add"
    change_command = "site.change"
    add_label = _("Add a site")
    add_form = change_command_form = SiteForm
    list_display = ("name", "address", "customer_link", "has_hazards")
    list_select_related = ("customer",)
    autocomplete_fields = ("customer",)
    found = staticmethod(sites_found)
    search_help_text = _("A name, an address, a customer")
    ordering = ("name",)
    verbs = (
        Verb("job.add", _("Add a job"), "add", form=JobForm, stays=False),
        Verb("asset.add", _("Add an asset"), "category", form=AssetForm, stays=False),
        Verb("plan.add", _("Add a maintenance plan"), "event_repeat", form=PlanForm, stays=False),
    )
    detail_template = "admin/office/site.html"
    live_on = "site"
    empty = _("Sites will be here: the places where work is done. Add one from its customer's page.")

    @admin.display(description=_("customer"), ordering="customer__name")
    def customer_link(self, site: Site) -> SafeString:
        """Whose it is."""
        return named(site.customer)

    @admin.display(description=_("hazards"))
    def has_hazards(self, site: Site) -> str:
        """What to beware of, in short."""
        return site.hazards[:60] or "–"

    def facts(self, row: Site) -> Facts:
        """Where, whose, how to get in."""
        return [
            (_("Customer"), named(row.customer)),
            (_("Phone"), phone_link(row.customer.phone)),
            (_("Address"), map_link(row)),
            (_("How to get in"), paragraph(row.access_notes)),
            (_("Opening hours"), row.opening_hours or _("any time")),
            (_("Position"), position_text(row) or NOTHING),
            (_("Counts as there within"), f"{row.geofence_metres} m" if row.geofence_metres else NOTHING),
            (_("Time zone"), row.timezone or _("the company's")),
        ]

    def detail(self, request: HttpRequest, row: Site) -> dict[str, Any]:
        """The page, with the jobs and incidents here."""
        actor = actor_of(request)
        return {
            **super().detail(request, row),
            "jobs": jobs_visible_to(actor).filter(site=row).order_by("-number")[:20],
            "incidents": incidents_at(actor, row),
            "add_job_url": self.command_url(row, "job.add") if actor.may("job.add") else "",
            "assets": assets_visible_to(actor).filter(site=row).select_related("parent"),
            "add_asset_url": self.command_url(row, "asset.add") if actor.may("asset.add") else "",
            "contacts": to_speak_to(row),
            "history": history_of(actor, row),
        }
