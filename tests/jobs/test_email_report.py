"""`job.email_report`: the service report goes to the customer as a PDF."""

from datetime import timedelta

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.events import Envelope
from apps.core.files import files_visible_to
from apps.jobs.actions import email_report
from apps.jobs.models import Job, ServiceReport, Visit
from apps.jobs.subscribers import send_report_to_customer
from apps.notifications.models import Email
from apps.notifications.subscribers import send_email
from tests.conftest import NOW, Cast, audited, events
from tests.e2e.processes import Sink


def test_it_is_made_once_kept_and_sent_with_its_pdf(cast: Cast, finished: Job, sink: Sink) -> None:
    finished.site.customer.email = "baker@example.com"
    finished.site.customer.save()
    email_report(actor=cast.office(), now=NOW, job_id=finished.public_id, message="Thank you.")
    for _again in range(2):
        send_report_to_customer(Envelope.of(events("job.report_asked")[-1]))
    report, letter = ServiceReport.objects.get(), Email.objects.get()
    assert (letter.address, letter.attachment) == ("baker@example.com", report.file)
    assert letter.text.count("Thank you.") == 1
    send_email(Envelope.of(events("email.queued")[-1]))
    (sent,) = sink.mails
    (attached,) = [part for part in sent.walk() if part.get_filename()]
    assert (attached.get_filename(), attached.get_content_type()) == (f"{finished.code}.pdf", "application/pdf")
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF-")
    assert files_visible_to(cast.office()).filter(service_reports=report).exists()
    assert not files_visible_to(cast.field()).filter(service_reports=report).exists()


def test_it_needs_an_address_that_can_be_one(cast: Cast, finished: Job) -> None:
    for address in ("", "baker", "a@b@c"):
        with pytest.raises(BadInput) as refused:
            email_report(actor=cast.office(), now=NOW, job_id=finished.public_id, address=address)
        assert "address" in refused.value.details["fields"]
    contacts = finished.site.customer.contacts
    contacts.create(name="Nora", created_at=NOW, updated_at=NOW)
    contacts.create(name="Olaf", email="olaf@example.com", created_at=NOW, updated_at=NOW + timedelta(hours=1))
    email_report(actor=cast.office(), now=NOW, job_id=finished.public_id)
    assert ServiceReport.objects.get().address == "olaf@example.com"


def test_work_that_is_not_done_has_no_report(cast: Cast, visit: Visit) -> None:
    with pytest.raises(IllegalTransition):
        email_report(actor=cast.office(), now=NOW, job_id=visit.job.public_id, address="a@example.com")


def test_the_outsider_and_the_field_are_refused(cast: Cast, finished: Job) -> None:
    for actor, refusal in ((cast.outsider(), NotHere), (cast.field(), NotAllowed)):
        with pytest.raises(refusal):
            email_report(actor=actor, now=NOW, job_id=finished.public_id, address="a@example.com")
    assert [e.code for e in audited("job.email_report", "refused")] == ["not_found", "not_allowed"]
