"""A technician checks in and asks for leave; the manager approves it in the inbox; what it hits is planned again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Open
from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SOON = 20_000
INBOX = "/admin/crews/staffrequest/inbox/"

# Mia manages the crew that Ana is in; Ana has a visit in three days.
CREW = """
from datetime import datetime, time, timedelta
from django.utils import timezone
from apps.core.actor import Actor
from apps.crews.actions import add_crew, add_user, join_crew
from apps.crews.models import CrewManager, User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now, clock = timezone.now(), Actor.clock()
mia = add_user(actor=clock, now=now, email="mia@example.com", name="Mia Lang", role="manager")
mia.set_password("mia-password")
mia.save(update_fields=["password"])
ana = User.objects.get(email="ana@example.com").member
crew = add_crew(actor=clock, now=now, name="North")
join_crew(actor=clock, now=now, crew_id=crew.public_id, member_id=ana.public_id, since=timezone.localdate())
CrewManager.objects.create(crew=crew, user=mia, created_at=now, updated_at=now)
customer = add_customer(actor=clock, now=now, name="Harbor Bakery")
site = add_site(actor=clock, now=now, customer_id=customer.public_id, name="Pier 4", address="4 Pier Rd")
job = add_job(actor=clock, now=now, site_id=site.public_id, title="Leave hits this")
start = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=3), time(10)))
plan_visit(actor=clock, now=now, job_id=job.public_id, planned_start=start, planned_end=start + timedelta(hours=1),
           member_ids=[ana.public_id])
print(start.date())
"""


@pytest.fixture
def day(workhub: Product) -> Iterator[str]:
    """The day of Ana's visit. Afterwards she is back: others plan for her."""
    yield workhub.run("shell", "-v0", code=CREW).strip().splitlines()[-1]
    with workhub.database() as database:
        database.execute("UPDATE crews_absence SET cancelled_at = now()")


def test_leave_from_the_phone_to_the_visits_that_are_planned_again(workhub: Product, open_page: Open, day: str) -> None:
    ana = open_page("ana", "/portal/", size=PHONE)
    _checks_in(ana)
    mia = open_page("mia", INBOX)
    expect(mia.locator("[data-live-mark]").first).to_have_attribute("data-state", "live", timeout=SOON)
    expect(mia.get_by_text("Nothing waits for you.")).to_be_visible()

    _asks_for_the_day_off(ana, day)
    entry = mia.locator("[data-inbox-entry]")
    expect(entry).to_contain_text("Ana Silva", timeout=SOON)  # without loading the page again
    expect(entry).to_contain_text("My sister marries")
    expect(entry).to_contain_text("1 visit would have to be planned again")

    mia.keyboard.press("j")
    expect(mia.get_by_role("button", name="Approve")).to_be_focused()
    mia.keyboard.press("Enter")
    expect(mia.get_by_text("Nothing waits for you.")).to_be_visible(timeout=SOON)
    expect(ana.locator("#request-head")).to_contain_text("Approved", timeout=SOON)

    dana = open_page("dana", "/admin/jobs/visit/")
    dana.get_by_role("link", name="To be planned again").first.click()
    expect(dana.get_by_text("Leave hits this").first).to_be_visible(timeout=SOON)


def _checks_in(page: Page) -> None:
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_text(re.compile("Checked in")).first).to_be_visible(timeout=SOON)


def _asks_for_the_day_off(page: Page, day: str) -> None:
    page.get_by_role("link", name="Requests").click()
    page.get_by_role("link", name="Time off").click()
    page.get_by_label("From", exact=True).fill(day)
    page.get_by_label("Anything to add").fill("My sister marries")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#request-head")).to_contain_text("Waiting", timeout=SOON)
    expect(page.locator("#request-head")).to_contain_text("SR-")
