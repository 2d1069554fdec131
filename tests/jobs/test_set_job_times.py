"""`job.set_times`: asked for, promised, until when; and which jobs are overdue."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import cancel_job, change_job, complete_visit, set_job_times, start_visit
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import actual_times, overdue
from tests.conftest import HOUR, NOW, Cast, audited, events


def told(cast: Cast, job: Job, **times: Any) -> Job:
    return set_job_times(actor=cast.office(), now=NOW, job_id=job.public_id, **times)


def late(now: datetime) -> list[Job]:
    return list(overdue(Job.objects.all(), now))


def test_the_four_kinds_of_times_are_kept_apart(cast: Cast, visit: Visit) -> None:
    job = told(
        cast,
        visit.job,
        requested_start=NOW,
        requested_end=NOW + 48 * HOUR,
        promised_start=NOW + HOUR,
        promised_end=NOW + 3 * HOUR,
    )
    start_visit(actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id)
    complete_visit(actor=cast.field(), now=NOW + 2 * HOUR, visit_id=visit.public_id)
    job.refresh_from_db()
    assert (job.requested_end, job.promised_end) == (NOW + 48 * HOUR, NOW + 3 * HOUR)
    assert actual_times(job) == (NOW + HOUR, NOW + 2 * HOUR)
    assert (visit.planned_start, visit.planned_end) == (NOW + HOUR, NOW + 2 * HOUR)


def test_overdue_is_what_is_not_done_in_time_or_nobody_was_at(cast: Cast, visit: Visit) -> None:
    told(cast, visit.job, due_at=NOW + 4 * HOUR)
    assert late(NOW + 3 * HOUR) == []
    assert late(NOW + 5 * HOUR) == [visit.job]
    told(cast, visit.job, respond_by=NOW + HOUR)
    assert late(NOW + 2 * HOUR) == [visit.job]
    start_visit(actor=cast.field(), now=NOW + HOUR / 2, visit_id=visit.public_id)
    assert late(NOW + 2 * HOUR) == []


@pytest.mark.parametrize("which", ["requested", "promised"])
def test_half_a_window_or_one_that_ends_before_it_starts_is_refused(cast: Cast, job: Job, which: str) -> None:
    with pytest.raises(BadInput, match="or neither"):
        told(cast, job, **{f"{which}_start": NOW})
    with pytest.raises(BadInput, match="The end is before the start"):
        told(cast, job, **{f"{which}_start": NOW, f"{which}_end": NOW - HOUR})


@pytest.mark.parametrize("half", ["requested_start", "requested_end", "promised_start", "promised_end"])
def test_the_database_keeps_no_half_of_a_window(job: Job, half: str) -> None:
    with pytest.raises(IntegrityError, match=f"job_{half.partition('_')[0]}_window"):
        Job.objects.filter(pk=job.pk).update(**{half: NOW})


def test_stale_over_outsiders_and_field_staff_are_refused(cast: Cast, visit: Visit) -> None:
    job = visit.job
    with pytest.raises(StaleVersion):
        told(cast, job, version=99)
    with pytest.raises(NotAllowed):
        set_job_times(actor=cast.field(), now=NOW, job_id=job.public_id)
    with pytest.raises(NotHere):
        set_job_times(actor=cast.outsider(), now=NOW, job_id=job.public_id)
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Sold")
    with pytest.raises(IllegalTransition):
        told(cast, job)


def test_tags_are_kept_once_in_small_letters_and_few(cast: Cast, job: Job) -> None:
    def tag(*tags: str) -> list[str]:
        given: dict[str, Any] = {"actor": cast.office(), "now": NOW, "job_id": job.public_id, "title": "X"}
        return change_job(**given, tags=list(tags)).tags

    assert tag(" Gas ", "gas", "two  words", "") == ["gas", "two words"]
    with pytest.raises(BadInput, match="at most 12 tags"):
        tag(*map(str, range(13)))
    with pytest.raises(BadInput, match="at most 40 letters"):
        tag("x" * 41)


def test_it_is_told_and_audited(cast: Cast, job: Job) -> None:
    told(cast, job, due_at=NOW)
    assert [entry.user for entry in audited("job.set_times")] == [cast.dana]
    assert len(events("job.changed")) == 1
