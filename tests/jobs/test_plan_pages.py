"""The office's pages for maintenance plans: the form with its next dates, the plan's page, the exceptions."""

import html
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.jobs.actions import add_asset, add_site, make_jobs
from apps.jobs.models import JobTemplate, MaintenancePlan, Occurrence, Site
from apps.jobs.plans.states import OccurrenceStatus
from tests.conftest import NOW, Cast
from tests.jobs.maintaining import plan_of, template


@pytest.fixture
def dana(cast: Cast, signed_in: Any) -> Client:
    client: Client = signed_in(cast.dana)
    return client


def sent(site: Site, **more: str) -> dict[str, str]:
    """What a browser sends for the first Monday of each month."""
    return {
        "command_id": str(uuid4()),
        "site_id": str(site.pk),
        "name": "Boilers",
        "template_id": str(template().pk),
        "starts_on": "2030-01-01",
        "rules_0_kind": "month_weekday",
        "rules_0_interval": "1",
        "rules_0_nth": "1",
        "rules_0_weekday": "MO",
        "rules_0_at": "07:30",
        "rules_1_kind": "none",
    } | more


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_the_next_twelve_dates_are_shown_before_anything_is_saved(dana: Client, site: Site) -> None:
    url = reverse("admin:jobs_maintenanceplan_add")
    assert "The next dates" in text(dana.get(url))
    shown = text(dana.get(url, {"part": "dates", **sent(site)}))
    assert shown.count("<time ") == 12
    assert "Every month on the first Monday" in shown
    assert "Mon 7 Jan 2030 07:30" in shown
    for change, words in (
        ({"rules_0_kind": "text", "rules_0_text": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "falls on no day"),
        ({"rules_0_kind": "text", "rules_0_text": "FREQ=SECONDLY"}, "one job a day at the most"),
        ({"rules_0_interval": "abc"}, "is no number that fits"),
        ({"rules_0_at": "soon"}, "Write the time of day as 07:30"),
        ({"rules_0_except_days": "Christmas"}, "Write days as 2027-01-31"),
        ({"rules_0_kind": "boom"}, "Choose how often"),
        ({"rules_0_kind": "none"}, "Say how often"),
        ({"starts_on": "9999-12-31"}, "Check the year"),
        ({"ends_on": "2029-01-01"}, "The last day is before the first"),
        ({"starts_on": ""}, "required"),
    ):
        assert words in text(dana.get(url, {"part": "dates", **sent(site, **change)})), change
    two = text(dana.get(url, {"part": "dates", **sent(site, rules_1_kind="years", rules_1_interval="1")}))
    assert "Every month on the first Monday; Every year." in two
    assert not MaintenancePlan.objects.exists()


def test_a_plan_is_added_changed_and_looked_at(dana: Client, site: Site) -> None:
    url = reverse("admin:jobs_maintenanceplan_add")
    refused = dana.post(url, sent(site, rules_0_kind="text", rules_0_text="FREQ=SECONDLY"))
    assert "one job a day at the most" in text(refused)
    assert 'value="FREQ=SECONDLY"' in text(refused)  # as it was typed
    assert dana.post(url, sent(site)).status_code == 302
    plan = MaintenancePlan.objects.get()
    assert [(rule.rrule, f"{rule.at:%H:%M}") for rule in plan.rules.all()] == [("FREQ=MONTHLY;BYDAY=1MO", "07:30")]
    page = text(dana.get(reverse("admin:jobs_maintenanceplan_change", args=[plan.pk])))
    assert "Every month on the first Monday, at 07:30" in page
    assert "Mon 7 Jan 2030" in page
    change = reverse("admin:jobs_maintenanceplan_command", args=[plan.pk, "plan.change"])
    form = dana.get(change).context["form"]
    again = sent(site, version=str(plan.version), rules_1_kind="days", rules_1_interval="90", name="Boilers and pumps")
    assert form.initial["rules"][0]["kind"] == "month_weekday"
    assert dana.post(change, again).status_code == 302
    plan.refresh_from_db()
    assert (plan.name, plan.rules.count()) == ("Boilers and pumps", 2)
    shown = text(dana.get(reverse("admin:jobs_maintenanceplan_changelist") + "?show=active"))
    assert "Every month on the first Monday; Every 90 days" in shown


def test_what_has_no_job_is_a_list(dana: Client, cast: Cast, site: Site) -> None:
    now = timezone.now()
    plan = plan_of(cast, site, {"rrule": "FREQ=DAILY", "generate_ahead_days": 0}, now=now, starts_on=now.date())
    JobTemplate.objects.filter(pk=plan.template_id).update(retired_at=now)
    make_jobs(now=now + timedelta(days=1))
    failed = Occurrence.objects.exclude(problem="").first()
    assert failed is not None
    assert failed.problem in text(dana.get(reverse("admin:jobs_occurrence_changelist") + "?show=exceptions"))
    page = text(dana.get(reverse("admin:jobs_occurrence_change", args=[failed.pk])))
    assert "Why no job was made" in page
    assert "Boilers, Oak St" in text(dana.get(reverse("admin:jobs_maintenanceplan_changelist") + "?show=exceptions"))
    skip = reverse("admin:jobs_occurrence_command", args=[failed.pk, "occurrence.skip"])
    answer = dana.post(skip, {"command_id": str(uuid4()), "reason": "Not needed", "scope": "one"})
    assert answer.status_code == 302
    failed.refresh_from_db()
    assert (failed.status, failed.problem) == (OccurrenceStatus.SKIPPED, "")


def test_a_plan_added_from_the_list_is_about_equipment_at_its_site(dana: Client, cast: Cast, site: Site) -> None:
    office, url = cast.office(), reverse("admin:jobs_maintenanceplan_add")
    boiler = add_asset(actor=office, now=NOW, site_id=site.public_id, name="Boiler 2")
    mill = add_site(actor=office, now=NOW, customer_id=site.customer.public_id, name="Mill", address="1 Elm St")
    pump = add_asset(actor=office, now=NOW, site_id=mill.public_id, name="Pump")
    assert "asset_id" in dana.get(url).context["form"].fields
    assert "This stands at another site" in text(dana.post(url, sent(site, asset_id=str(pump.pk))))
    dana.post(url, sent(site, asset_id=str(boiler.pk)))
    assert MaintenancePlan.objects.get().asset == boiler
