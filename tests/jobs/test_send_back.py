"""`job.send_back`: a question to those who did the work, who may then mend it."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.events import Envelope
from apps.jobs.actions import approve_job, complete_visit, reopen_visit, send_back, submit_for_review
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus, VisitStatus
from apps.jobs.subscribers import tell_members_of_question
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast, audited, events


def test_who_did_it_is_asked_mends_it_and_it_is_closed(cast: Cast, finished: Job, visit: Visit) -> None:
    submit_for_review(actor=cast.office(), now=NOW, job_id=finished.public_id)
    back = send_back(actor=cast.office(), now=NOW, job_id=finished.public_id, question=" Which valve? ")
    assert (back.status, back.review_question) == (JobStatus.DONE, "Which valve?")

    with pytest.raises(NotHere):
        reopen_visit(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, reason="To say which")
    again = reopen_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="To say which")
    assert again.status == VisitStatus.DISPATCHED
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="New valve, 1/2 inch")

    closed = approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    assert (closed.status, closed.review_question) == (JobStatus.CLOSED, "")


def test_who_is_not_asked_does_not_reopen_what_they_finished(cast: Cast, finished: Job, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        reopen_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="I forgot something")


def test_those_who_did_it_are_told_what_is_asked(cast: Cast, finished: Job, visit: Visit) -> None:
    send_back(actor=cast.office(), now=NOW, job_id=finished.public_id, question="Which valve?")
    for _again in range(2):
        tell_members_of_question(Envelope.of(events("job.sent_back")[-1]))
    (told,) = Notification.objects.filter(kind="job.sent_back")
    assert (told.recipient_id, told.body) == (cast.ana.pk, "Which valve?")
    assert told.url == f"/portal/visits/{visit.public_id}/"


def test_a_question_is_asked_and_there_is_something_to_ask_about(cast: Cast, finished: Job) -> None:
    with pytest.raises(BadInput) as refused:
        send_back(actor=cast.office(), now=NOW, job_id=finished.public_id, question=" ")
    assert "question" in refused.value.details["fields"]
    approve_job(actor=cast.admin(), now=NOW, job_id=finished.public_id)
    with pytest.raises(IllegalTransition):
        send_back(actor=cast.office(), now=NOW, job_id=finished.public_id, question="Which valve?")


def test_the_outsider_and_the_field_are_refused(cast: Cast, finished: Job) -> None:
    with pytest.raises(NotHere):
        send_back(actor=cast.outsider(), now=NOW, job_id=finished.public_id, question="Why?")
    with pytest.raises(NotAllowed):
        send_back(actor=cast.field(), now=NOW, job_id=finished.public_id, question="Why?")
    assert [e.code for e in audited("job.send_back", "refused")] == ["not_found", "not_allowed"]
