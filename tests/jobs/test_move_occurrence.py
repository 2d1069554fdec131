"""`occurrence.move`: another day for one date, for this and all that follow, or for all."""

from datetime import date, timedelta

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import change_job, make_jobs, move_occurrence
from apps.jobs.models import Job, Occurrence, Site
from apps.jobs.plans.states import OccurrenceStatus, Scope
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import dates, days, plan_of

WEEKLY = {"rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=6", "flex_after_days": 1}
MONDAYS = ["03-02", "03-09", "03-16", "03-23", "03-30", "04-06"]


def move(cast: Cast, one: Occurrence, to: date, scope: Scope = Scope.ONE) -> Occurrence:
    return move_occurrence(actor=cast.office(), now=NOW, occurrence_id=one.public_id, to=to, scope=scope)


def test_one_moves_alone_and_makes_its_job_for_the_new_day(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, WEEKLY)
    assert days(plan) == MONDAYS
    moved = move(cast, dates(plan)[3], date(2026, 3, 25))
    assert (moved.status, moved.due, moved.window_until) == ("moved", date(2026, 3, 23), date(2026, 3, 26))
    assert days(plan) == [*MONDAYS[:3], "03-25", *MONDAYS[4:]]
    make_jobs(now=NOW)  # two weeks ahead
    assert days(plan, status=OccurrenceStatus.GENERATED) == MONDAYS[:3]
    assert len(audited("occurrence.move")) == 1
    assert [e.payload for e in events("occurrence.moved")] == [{"scope": "one"}]


def test_this_and_following_ends_the_run_and_begins_another(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, WEEKLY)
    make_jobs(now=NOW)
    job = dates(plan)[2].job
    assert job is not None
    change_job(actor=cast.office(), now=NOW, job_id=job.public_id, title="With new seals", duration_minutes=240)
    move(cast, dates(plan)[1], date(2026, 3, 11), Scope.FOLLOWING)
    wednesdays = ["03-11", "03-18", "03-25", "04-01", "04-08"]
    assert days(plan) == ["03-02", *wednesdays]
    assert plan.rules.count() == 2
    make_jobs(now=NOW + timedelta(days=60))
    assert days(plan) == ["03-02", *wednesdays]  # COUNT=6 still holds
    assert Job.objects.count() == 6  # none of them twice
    job.refresh_from_db()
    assert (job.title, job.duration_minutes) == ("With new seals", 240)  # what was edited survives
    assert dates(plan)[2].job == job


def test_all_that_are_not_done_move(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, WEEKLY)
    move(cast, dates(plan)[2], date(2026, 3, 18), Scope.ALL)
    assert days(plan) == ["03-04", "03-11", "03-18", "03-25", "04-01", "04-08"]
    move(cast, dates(plan)[1], date(2026, 3, 10), Scope.FOLLOWING)  # and back a day, from there on
    assert days(plan) == ["03-04", "03-10", "03-17", "03-24", "03-31", "04-07"]


def test_what_is_refused(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, WEEKLY)
    one = dates(plan)[1]
    with pytest.raises(NotHere):
        move_occurrence(actor=cast.outsider(), now=NOW, occurrence_id=one.public_id, to=date(2026, 3, 12))
    with pytest.raises(IllegalTransition, match="already"):
        move(cast, one, one.on)
    with pytest.raises(BadInput, match="That day is over"):
        move(cast, one, date(2026, 3, 1))
    with pytest.raises(BadInput, match="a year at the most"):
        move(cast, one, date(2027, 6, 1), Scope.ALL)
    with pytest.raises(BadInput, match="Check the year"):
        move(cast, one, date(9999, 12, 31))
    assert days(plan) == MONDAYS
