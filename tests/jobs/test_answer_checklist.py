"""`checklist.answer`: what was found, once and for ever; and what a visit lacks before it can end as done."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.core.events import Envelope
from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.jobs.actions import add_asset, answer_checklist, complete_visit, dispatch_visit, plan_visit
from apps.jobs.actions.answering import NotComplete
from apps.jobs.checklists.sheets import in_the_way
from apps.jobs.models import AnswerFile, ChecklistAnswer, Incident, Job, Visit
from apps.jobs.states import Outcome
from apps.jobs.subscribers import tell_in_charge_of_fault
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.jobs.checking import ALL, GAS, PRESSURE, SIGNED, line_of, on_job, picture, says, sheet_of


def test_the_newest_answer_counts_and_none_is_ever_changed(cast: Cast, job: Job, visit: Visit) -> None:
    on_job(cast, job)
    boiler = add_asset(actor=cast.office(), now=NOW, site_id=job.site.public_id, name="Boiler 2")
    Job.objects.filter(pk=job.pk).update(asset=boiler)
    for typed in ("1.2", "1,6", "1.60"):
        run = says(cast.field(), visit, "pressure", typed)
    line = line_of(visit, "pressure")
    assert line.answer is not None
    assert (line.answer.value, [one.value for one in line.before]) == ("1.6", ["1.2"])  # 1.60 says nothing new
    assert (line.answer.asset, line.answer.answered_by, line.answer.answered_at) == (boiler, cast.ana, NOW)
    assert (run.form.number, run.visit) == (1, visit)
    for change in (lambda rows: rows.update(value="9"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change(ChecklistAnswer.objects.filter(run=run))
    assert len(audited("checklist.answer")) == 3
    assert len(events("checklist.answered")) == 2
    says(cast.field(), visit, "pressure")  # taken back
    assert not line_of(visit, "pressure").is_answered


def test_what_does_not_fit_or_is_not_theirs_is_refused(cast: Cast, job: Job, visit: Visit, plan: PlanVisit) -> None:
    on_job(cast, job)
    with pytest.raises(BadInput, match="not asked for, as things stand"):
        says(cast.field(), visit, "where", "By the meter")
    with pytest.raises(BadInput, match="no such item"):
        says(cast.field(), visit, "colour", "red")
    with pytest.raises(BadInput, match="Say something first"):
        says(cast.field(), visit, "gas")
    with pytest.raises(NotHere):
        says(cast.outsider(), visit, "gas", "no")
    with pytest.raises(NotHere):
        answer_checklist(
            actor=cast.field(), now=NOW, visit_id=visit.public_id, checklist_id=uuid4(), item="gas", answer="no"
        )
    draft = plan(start=NOW + 9 * HOUR, draft=True)
    with pytest.raises(IllegalTransition, match="was not sent yet"):
        says(cast.office(), draft, "gas", "no")
    cast.dana.role = "read_only"
    with pytest.raises(NotAllowed):
        says(Actor(cast.dana, Via.ADMIN), visit, "gas", "no")
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.UNABLE, reason="No key")
    with pytest.raises(IllegalTransition, match="has ended"):
        says(cast.field(), visit, "gas", "no")
    assert not ChecklistAnswer.objects.exists()


def test_photos_are_the_persons_own_and_seen_with_the_visit(cast: Cast, job: Job, visit: Visit) -> None:
    on_job(cast, job)
    mine, foreign = picture(cast.field()), picture(cast.office())
    with pytest.raises(NotHere):
        says(cast.field(), visit, "plate", files=(mine, foreign))
    says(cast.field(), visit, "plate", files=(mine,))
    assert line_of(visit, "plate").files_left == 1
    (standing,) = (StoredFile.objects.get(public_id=one) for one in line_of(visit, "plate").files)
    says(cast.office(), visit, "plate", files=(standing, foreign))  # hers stands there, and stays
    assert line_of(visit, "plate").is_answered
    both = StoredFile.objects.filter(public_id__in=line_of(visit, "plate").files)
    assert [one.content_type for one in both] == ["image/jpeg", "image/jpeg"], "drawn anew, without a position"
    assert set(files_visible_to(cast.field())) == set(both)
    assert not files_visible_to(cast.outsider()).exists()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AnswerFile.objects.all().delete()


def test_a_visit_ends_as_done_when_nothing_is_missing_and_otherwise_ends_all_the_same(
    cast: Cast, job: Job, visit: Visit
) -> None:
    on_job(cast, job, [PRESSURE, SIGNED])
    with pytest.raises(NotComplete, match="“Pressure” is missing") as refused:
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    assert refused.value.details["missing"] == ["“Pressure” is missing.", "A signature left."]
    says(cast.field(), visit, "pressure", "2")
    says(cast.field(), visit, "customer", files=(picture(cast.field()),))
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_a_fault_opens_its_incident_once_and_asks_for_a_follow_up(cast: Cast, job: Job, visit: Visit) -> None:
    on_job(cast, job, [{**GAS, "follow_up": True}, *ALL[2:3]])
    for answer in ("yes", "no", "yes"):
        says(cast.field(), visit, "gas", answer)
    says(cast.field(), visit, "where", "By the meter")
    first, second = Incident.objects.order_by("pk")  # the second time it was a fault anew
    assert (first.severity, first.visit, first.title) == ("critical", visit, "Check failed: Gas?")
    assert second.number == first.number + 1
    assert in_the_way([sheet_of(visit)]) == ["“Gas?” failed and needs a follow-up: end the visit as “Partly done”."]
    tell_in_charge_of_fault(Envelope.of(events("checklist.failed")[-1]))
    told = Notification.objects.filter(kind="checklist.failed").values_list("recipient__name", flat=True)
    assert set(told) == {"Dana Reyes", "Ada Brandt"}
    with pytest.raises(NotComplete):
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_a_follow_up_visit_goes_on_with_what_is_undone(cast: Cast, job: Job, visit: Visit) -> None:
    on_job(cast, job, [PRESSURE, GAS, SIGNED])
    says(cast.field(), visit, "gas", "no")
    says(cast.field(), visit, "pressure", "9")  # a fault: looked at again
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, outcome=Outcome.PARTIAL, reason="No part")
    again = plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=NOW + 5 * HOUR,
        planned_end=NOW + 6 * HOUR,
        member_ids=[cast.ana.member.public_id],
        draft=True,
    )
    dispatch_visit(actor=cast.office(), now=NOW, visit_id=again.public_id)
    left = ["“Pressure” is missing.", "A signature left."]
    assert in_the_way([sheet_of(again)]) == left
    says(cast.field(), again, "pressure", "1.5")  # begins the run here
    assert (line_of(again, "gas").carried, in_the_way([sheet_of(again)])) == (True, left[1:])
    assert [one.value for one in line_of(again, "pressure").before] == ["9"]
