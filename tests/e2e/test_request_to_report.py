"""From a stranger's request on the public form to the service report in their letterbox, in real browsers."""

import io
import re
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Open
from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
SOON = 20_000
ROSA = "rosa@example.org"

# Mia answers for the crew that Ana is in, and closes what was done.
MIA = """
from django.utils import timezone
from apps.core.actor import Actor
from apps.crews.actions import add_crew, add_user, join_crew
from apps.crews.models import CrewManager, User
now, clock = timezone.now(), Actor.clock()
mia = add_user(actor=clock, now=now, email="mia@example.com", name="Mia Lang", role="manager", invite=False)
mia.set_password("mia-password")
mia.save(update_fields=["password"])
ana = User.objects.get(email="ana@example.com").member
crew = add_crew(actor=clock, now=now, name="North")
join_crew(actor=clock, now=now, crew_id=crew.public_id, member_id=ana.public_id, since=timezone.localdate())
CrewManager.objects.create(crew=crew, user=mia, created_at=now, updated_at=now)
"""


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    """A photo as a phone takes it."""
    place = tmp_path / "seal.jpg"
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    place.write_bytes(made.getvalue())
    return place


def test_from_the_public_form_to_the_emailed_report(
    workhub: Product, browser: Browser, open_page: Open, seal: Path
) -> None:
    workhub.run("shell", "-v0", code=MIA)
    number = _a_stranger_asks(browser, workhub, seal)
    dana = open_page("dana", "/admin/")
    job = _the_office_makes_a_job_of_it(dana, number)
    _and_plans_a_visit_for_ana(dana)
    ana = open_page("ana", "/portal/", size=PHONE)
    _it_is_done_with_evidence(ana, seal)
    mia = open_page("mia", "/admin/")
    _it_is_looked_through_and_approved(mia, job)
    mail = _to_rosa(workhub)
    (pdf,) = [part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf"]
    content = pdf.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF-")
    assert len(content) > 10_000, "with the photo in it"
    _everything_is_in_the_story(mia, job)


def _a_stranger_asks(browser: Browser, workhub: Product, photo: Path) -> str:
    """Without an account, on a phone; the number they are told."""
    context = browser.new_context(viewport=PHONE, base_url=workhub.address)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/request/")
    page.get_by_label("What is it about?").fill("The boiler leaks")
    page.get_by_label("What happened, what do you need?").fill("Water under the boiler since this morning.")
    page.get_by_label("Where?").fill("7 Mill Lane")
    page.get_by_label("Your name").fill("Rosa Lind")
    page.get_by_label("Email").fill(ROSA)
    page.get_by_label("Photo").set_input_files(photo)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    number = page.locator("strong").first.inner_text()
    context.close()
    return number


def _the_office_makes_a_job_of_it(page: Page, number: str) -> str:
    """With a new customer and site on the way; the address of the job's page."""
    page.goto("/admin/jobs/servicerequest/?show=new")
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text("Water under the boiler").first).to_be_visible()
    page.get_by_role("link", name="Make a job").first.click()
    page.get_by_label("New customer").fill("Lind Bakery")
    page.get_by_role("button", name="Make a job").last.click()
    page.locator("a[href*='/admin/jobs/job/']").filter(has_text="The boiler leaks").first.click()
    expect(page.get_by_text("7 Mill Lane").first).to_be_visible()
    return page.url


def _and_plans_a_visit_for_ana(page: Page) -> None:
    page.get_by_role("link", name="Plan a visit").first.click()
    page.get_by_role("checkbox", name=re.compile("^Ana Silva")).check()
    page.get_by_role("button", name="Plan").last.click()
    expect(page.get_by_text("Sent", exact=True).first).to_be_visible()


def _it_is_done_with_evidence(page: Page, photo: Path) -> None:
    page.get_by_role("link", name="The boiler leaks").first.click(timeout=SOON)
    page.get_by_role("button", name="On my way").first.click()
    expect(page.get_by_text("On the way").first).to_be_visible()
    page.get_by_role("button", name="Start").first.click()
    expect(page.get_by_text("Working").first).to_be_visible()
    photos = page.locator("#photos")
    photos.locator("input[type=file]").first.set_input_files(photo)
    expect(photos.locator("img").first).to_be_visible(timeout=SOON)
    page.get_by_text("Add a part").first.click()
    parts = page.locator("#part-more")
    parts.get_by_label(re.compile("^Part$")).fill("Pump seal")
    parts.get_by_role("button", name="Add the part").click()
    expect(page.locator("#parts").get_by_text("Pump seal").first).to_be_visible()
    page.get_by_text("Take a signature").first.click()
    signature = page.locator("#signature-more")
    signature.get_by_label("Name of who signs").fill("Rosa Lind")
    signature.get_by_role("button", name="Keep the signature").click()
    expect(page.locator("#signatures").get_by_text("Rosa Lind").first).to_be_visible()
    page.get_by_role("button", name="Finish").last.click()


def _it_is_looked_through_and_approved(page: Page, job: str) -> None:
    page.goto(job)
    page.get_by_role("link", name="Look through what was done").first.click()
    expect(page.get_by_text("Pump seal").first).to_be_visible()
    expect(page.get_by_text("Rosa Lind").first).to_be_visible()
    page.get_by_role("button", name="Approve and close").first.click()
    expect(page.get_by_text("Closed").first).to_be_visible()
    page.goto(job)
    page.get_by_role("link", name="Email the report").first.click()
    expect(page.get_by_label("Address")).to_have_value(ROSA)
    page.get_by_role("button", name="Email the report").last.click()
    page.wait_for_url(job)


def _to_rosa(workhub: Product) -> EmailMessage:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for mail in workhub.sink.mails:
            if mail["To"] == ROSA and any(mail.iter_attachments()):
                return mail
        time.sleep(0.1)
    raise AssertionError([(mail["To"], mail["Subject"]) for mail in workhub.sink.mails])


def _everything_is_in_the_story(page: Page, job: str) -> None:
    page.goto(job)
    page.get_by_role("link", name="Everything that happened").first.click()
    for told in ("photo", "part", "signature", "request"):
        expect(page.get_by_text(re.compile(told)).first).to_be_visible()
