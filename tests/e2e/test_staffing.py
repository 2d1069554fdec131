"""In a real browser: a dispatcher finds people for the visits of a day, one click each."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Open
from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
PHONE = {"width": 360, "height": 780}
DAY = """
import json
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now = timezone.now()
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
ben = User.objects.get(email="ben@example.com").member.public_id
customer = add_customer(actor=office, now=now, name="Staffing")
site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Elm St", address="1 Elm St")
noon = timezone.localtime(now + timedelta(days=40)).replace(hour=12, minute=0, second=0, microsecond=0)
def plan(start, members, draft):
    job = add_job(actor=office, now=now, site_id=site.public_id, title="Boiler")
    return plan_visit(actor=office, now=now, job_id=job.public_id, planned_start=start,
                      planned_end=start + timedelta(hours=1), member_ids=members, draft=draft)
plan(noon, [ben], False)
drafts = [plan(noon + timedelta(hours=n), [], True) for n in (0, 1)]
print(json.dumps([[v.pk, str(v.public_id)] for v in drafts]))
"""
PEOPLE_ON = """
SELECT v.status || ' ' || u.email FROM jobs_visit v JOIN jobs_assignment a ON a.visit_id = v.id
JOIN crews_member m ON m.id = a.member_id JOIN crews_user u ON u.id = m.user_id WHERE v.public_id = %s
"""


def test_one_click_each_and_on_to_the_next(workhub: Product, open_page: Open, shots: Path) -> None:
    (first, first_id), (second, second_id) = json.loads(workhub.run("shell", "-v0", code=DAY).splitlines()[-1])
    page = open_page("dana", "/admin/jobs/visit/?show=unassigned", size=PHONE)
    page.goto(f"/admin/jobs/visit/{first}/command/visit.reschedule/?then=next_with_nobody")
    who = page.locator("#who")
    assert who.get_by_role("button", name="Assign Ana Silva").is_visible()
    assert not who.get_by_role("button", name="Assign Ben Okafor").is_visible()
    page.screenshot(path=shots / "staffing-360.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    # Another time, by keyboard: the list is read again, and Ben is free then.
    page.fill("#id_start", "14:00")
    page.fill("#id_end", "15:00")
    page.keyboard.press("Tab")
    who.get_by_role("button", name="Assign Ben Okafor").wait_for()
    page.fill("#id_start", "12:00")
    page.fill("#id_end", "13:00")
    page.keyboard.press("Tab")
    who.get_by_role("button", name="Assign Ben Okafor").wait_for(state="detached")

    # Ben all the same: refused, with three others; one click takes the first of them.
    who.locator("details summary").last.click()
    who.get_by_label("Ben Okafor").check()
    page.locator("#do").click()
    page.locator("#refusal").get_by_text("Ben Okafor has another visit 12:00–13:00").wait_for()
    ways = page.get_by_role("group", name="Free instead").get_by_role("button")
    assert ways.count() >= 2
    page.get_by_role("button", name="Ana Silva instead of Ben Okafor").click()

    # On to the next one, which is given to Ana with the keyboard alone.
    page.wait_for_url(f"**/admin/jobs/visit/{second}/command/**")
    assert workhub.one(PEOPLE_ON, first_id) == "dispatched ana@example.com"
    page.get_by_role("button", name="Assign Ana Silva").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Every visit of that day has somebody now.").wait_for()
    assert workhub.one(PEOPLE_ON, second_id) == "dispatched ana@example.com"
