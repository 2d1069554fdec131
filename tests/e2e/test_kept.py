"""What was typed survives: an ended session, a connection that is gone, a token of another session."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.conftest import PHONE, Open
from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
BACK = "Nothing has been sent yet. What you typed is here again"

JOB = """
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now = timezone.now()
dana = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
customer = add_customer(actor=dana, now=now, name="Mill Lane Dental")
site = add_site(actor=dana, now=now, customer_id=customer.public_id, name="Mill Lane", address="5 Mill Lane")
job = add_job(actor=dana, now=now, site_id=site.public_id, title="Kept " + "%s")
visit = plan_visit(actor=dana, now=now, job_id=job.public_id, planned_start=now + timedelta(days=%d), planned_end=now
    + timedelta(days=%d, hours=1), member_ids=[User.objects.get(email="ana@example.com").member.public_id])
print("MADE", job.pk, visit.public_id)
"""
_days = iter(range(2, 60))


def a_job(workhub: Product) -> tuple[int, str]:
    """A job's key, and the public id of Ana's visit for it, some days ahead."""
    day = next(_days)
    told = workhub.run("shell", "-v0", code=JOB % (uuid4().hex, day, day))
    made = re.search(r"MADE (\d+) (\S+)", told)
    assert made is not None, told
    return int(made[1]), made[2]


def sign_out_everywhere(workhub: Product) -> None:
    with workhub.database() as connection:
        connection.execute("DELETE FROM django_session")


def sign_in(page: Page, first_name: str) -> None:
    page.get_by_label("Email").fill(f"{first_name}@example.com")
    page.get_by_label("Password", exact=True).fill(f"{first_name}-password")
    page.get_by_role("button", name="Sign in").first.click()


def _opened(context: BrowserContext, first_name: str, path: str) -> Page:
    """A page in a browser whose console may complain: something is broken on purpose."""
    page = context.new_page()
    page.goto(f"/accounts/login/?next={path}")
    sign_in(page, first_name)
    page.wait_for_url(f"**{path}")
    return page


def visits_of(workhub: Product, job: int) -> int:
    return int(workhub.one("SELECT count(*) FROM jobs_visit WHERE job_id = %s", job))


def type_a_plan(page: Page, job: int) -> None:
    page.locator("[name=date]").fill(f"2031-05-{job:02}")
    page.locator("[name=start]").fill("09:15")
    page.locator("[name=end]").fill("10:45")
    page.get_by_role("checkbox", name=re.compile("^Ben Okafor")).check()


def expect_the_plan(page: Page, job: int) -> None:
    expect(page.locator("[name=date]")).to_have_value(f"2031-05-{job:02}")
    expect(page.locator("[name=start]")).to_have_value("09:15")
    expect(page.locator("[name=end]")).to_have_value("10:45")
    expect(page.get_by_role("checkbox", name=re.compile("^Ben Okafor"))).to_be_checked()


def test_a_typed_plan_survives_an_ended_session_and_is_sent_once(workhub: Product, open_page: Open) -> None:
    job, _visit = a_job(workhub)
    address = f"/admin/jobs/job/{job}/command/visit.plan/"
    dana = open_page("dana", address)
    type_a_plan(dana, job)
    sign_out_everywhere(workhub)
    dana.get_by_role("button", name="Plan a visit").click()
    dana.wait_for_url("**/accounts/login/**")
    sign_in(dana, "dana")
    dana.wait_for_url(f"**{address}")
    expect(dana.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    expect_the_plan(dana, job)
    assert visits_of(workhub, job) == 1
    dana.get_by_role("button", name="Plan a visit").click()
    dana.wait_for_url(f"**/admin/jobs/job/{job}/change/")
    assert visits_of(workhub, job) == 2
    dana.goto(address)
    expect(dana.get_by_role("checkbox", name=re.compile("^Ben Okafor"))).not_to_be_checked()
    expect(dana.get_by_text(BACK)).to_be_hidden()


def test_a_typed_message_survives_an_ended_session_and_is_sent_once(workhub: Product, open_page: Open) -> None:
    _job, visit = a_job(workhub)
    ana = open_page("ana", f"/portal/visits/{visit}/", size=PHONE)
    said = f"the boiler is old {uuid4().hex}"
    ana.get_by_label("Your message").fill(said)
    sign_out_everywhere(workhub)
    ana.get_by_role("button", name="Send").click()
    ana.wait_for_url("**/accounts/login/**")
    sign_in(ana, "ana")
    ana.wait_for_url(f"**/portal/visits/{visit}/")
    expect(ana.get_by_label("Your message")).to_have_value(said)
    expect(ana.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    ana.get_by_role("button", name="Send").click()
    expect(ana.locator(".bubble-mine").filter(has_text=said)).to_have_count(1)
    expect(ana.get_by_label("Your message")).to_have_value("")
    assert workhub.one("SELECT count(*) FROM agent_message WHERE text = %s", said) == 1


def test_a_refused_reason_can_be_mended_and_comes_back_in_the_open_dialogue(workhub: Product, browser: Browser) -> None:
    _job, visit = a_job(workhub)
    context = browser.new_context(viewport=PHONE, base_url=workhub.address)  # type: ignore[arg-type]
    ana = _opened(context, "ana", f"/portal/visits/{visit}/")
    ana.get_by_role("button", name="Not possible…").click()
    ana.get_by_label("Why not").fill("x" * 501)
    ana.get_by_role("button", name="End the visit").click()
    expect(ana.get_by_role("alert").filter(has_text="At most 500 characters").first).to_be_visible()
    expect(ana.locator("#ending-unable button[type=submit]")).to_have_text("End the visit")  # no busy word is left
    ana.get_by_label("Why not").fill("Nobody at home")
    sign_out_everywhere(workhub)
    ana.get_by_role("button", name="End the visit").click()
    ana.wait_for_url("**/accounts/login/**")
    sign_in(ana, "ana")
    ana.wait_for_url(f"**/portal/visits/{visit}/")
    expect(ana.get_by_label("Why not")).to_have_value("Nobody at home")
    ana.get_by_role("button", name="End the visit").click()
    expect(ana.get_by_text("Nobody at home").first).to_be_visible()
    assert workhub.one("SELECT status FROM jobs_visit WHERE public_id = %s", visit) == "unable"
    context.close()


def test_what_one_person_typed_is_not_shown_to_another(workhub: Product, open_page: Open) -> None:
    ana = open_page("ana", "/portal/messages/", size=PHONE)
    ana.get_by_label("Your message").fill("for Dana only")
    sign_out_everywhere(workhub)
    ana.get_by_role("button", name="Send").click()
    ana.wait_for_url("**/accounts/login/**")
    sign_in(ana, "ben")
    ana.wait_for_url("**/portal/messages/")
    expect(ana.get_by_label("Your message")).to_have_value("")
    expect(ana.get_by_text(BACK)).to_be_hidden()


def test_an_answer_that_got_lost_is_asked_for_again_and_done_once(workhub: Product, browser: Browser) -> None:
    job, _visit = a_job(workhub)
    address = f"/admin/jobs/job/{job}/command/visit.plan/"
    context = browser.new_context(base_url=workhub.address)
    dana = _opened(context, "dana", address)
    type_a_plan(dana, job)
    dana.route(f"**{address}", _do_it_and_lose_the_answer)
    with dana.expect_event("requestfailed"):
        dana.get_by_role("button", name="Plan a visit").click()
    assert visits_of(workhub, job) == 2
    dana.unroute(f"**{address}")
    dana.goto(address)
    expect(dana.get_by_role("status").filter(has_text="No answer came to what you sent.")).to_be_visible()
    expect_the_plan(dana, job)
    dana.get_by_role("button", name="Plan a visit").click()
    dana.wait_for_url(f"**/admin/jobs/job/{job}/change/")
    assert visits_of(workhub, job) == 2
    context.close()


def _do_it_and_lose_the_answer(route: Route) -> None:
    if route.request.method == "POST":
        route.fetch(max_redirects=0)
        route.abort()
    else:
        route.continue_()


def test_without_a_connection_the_office_stays_on_the_page_and_is_told(workhub: Product, browser: Browser) -> None:
    job, _visit = a_job(workhub)
    context = browser.new_context(base_url=workhub.address)
    dana = _opened(context, "dana", f"/admin/jobs/job/{job}/command/visit.plan/")
    type_a_plan(dana, job)
    context.set_offline(offline=True)
    dana.get_by_role("button", name="Plan a visit").click()
    expect(dana.get_by_role("status").filter(has_text="No connection. What you typed is kept")).to_be_visible()
    expect_the_plan(dana, job)
    context.set_offline(offline=False)
    dana.get_by_role("button", name="Plan a visit").click()
    dana.wait_for_url(f"**/admin/jobs/job/{job}/change/")
    assert visits_of(workhub, job) == 2
    context.close()


def test_a_page_whose_token_is_another_sessions_sends_all_the_same(workhub: Product, open_page: Open) -> None:
    job, _visit = a_job(workhub)
    dana = open_page("dana", f"/admin/jobs/job/{job}/command/visit.plan/")
    type_a_plan(dana, job)
    _sign_in_anew(dana, "dana")
    dana.get_by_role("button", name="Plan a visit").click()
    dana.wait_for_url(f"**/admin/jobs/job/{job}/change/")
    assert visits_of(workhub, job) == 2


def test_on_the_portal_such_a_page_comes_back_with_what_was_typed(workhub: Product, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, base_url=workhub.address)  # type: ignore[arg-type]
    ana = _opened(context, "ana", "/portal/messages/")
    said = f"all good {uuid4().hex}"
    ana.get_by_label("Your message").fill(said)
    _sign_in_anew(ana, "ana")
    ana.get_by_role("button", name="Send").click()
    expect(ana.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    expect(ana.get_by_label("Your message")).to_have_value(said)
    ana.get_by_role("button", name="Send").click()
    expect(ana.locator(".bubble-mine").filter(has_text=said)).to_have_count(1)
    context.close()


def _sign_in_anew(page: Page, first_name: str) -> None:
    """In another window of the same browser."""
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.get_by_role("button", name="Sign out").last.click()
    other.goto("/accounts/login/?next=/")
    sign_in(other, first_name)
    other.wait_for_url(re.compile("/(admin|portal)/"))
    other.close()


def test_a_second_tap_does_not_hit_the_button_that_came_up_under_the_thumb(workhub: Product, open_page: Open) -> None:
    _job, visit = a_job(workhub)
    ana = open_page("ana", f"/portal/visits/{visit}/", size=PHONE)
    button = ana.locator("#visit-actions").get_by_role("button", name="On my way")
    box = button.bounding_box()
    assert box is not None
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    ana.mouse.click(*place)
    ana.wait_for_selector("#next-start-button")
    ana.mouse.click(*place)
    ana.wait_for_timeout(300)
    assert workhub.one("SELECT status FROM jobs_visit WHERE public_id = %s", visit) == "en_route"
    ana.locator("#next-start-button").click()
    expect(ana.locator("#visit-actions").get_by_role("button", name="Finish")).to_be_visible()
