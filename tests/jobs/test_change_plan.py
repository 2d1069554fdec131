"""`plan.change`: other rules, other days; what is a job already stays."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import IllegalTransition, NotHere, StaleVersion
from apps.jobs.actions import change_plan, end_plan, make_jobs, move_occurrence, skip_occurrence
from apps.jobs.models import Job, Site, Visit
from apps.jobs.plans.states import OccurrenceStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import MONTHLY, changed, dates, days, plan_of

ON_THE_20TH = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=20"}


def test_dates_follow_the_new_rule_and_what_people_decided_stays(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    make_jobs(now=NOW)
    moved, skipped = dates(plan)[1:3]
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "reason": "Closed"}
    move_occurrence(**said, occurrence_id=moved.public_id, to=date(2026, 4, 14))
    skip_occurrence(**said, occurrence_id=skipped.public_id)
    both = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10,20", "flex_after_days": 5}
    change_plan(actor=cast.office(), now=NOW, **changed(plan, both, version=plan.version))
    found = {f"{one.due:%m-%d}": one for one in dates(plan)}
    assert (found["03-10"].status, found["03-10"].job) == ("generated", Job.objects.get())
    assert (found["04-10"].status, f"{found['04-10'].on:%m-%d}") == ("moved", "04-14")
    assert found["04-10"].window_until == date(2026, 4, 19)
    assert found["05-10"].status == "skipped"
    assert found["03-20"].status == "planned"
    assert [e.subject_id for e in events("plan.changed")] == [plan.public_id]
    change_plan(actor=cast.office(), now=NOW, **changed(plan, ON_THE_20TH))
    assert days(plan, status=OccurrenceStatus.PLANNED)[:2] == ["03-20", "04-20"]
    assert not plan.occurrences.filter(status=OccurrenceStatus.MOVED).exists()  # its rule is gone
    assert Job.objects.count() == 1


def test_rules_are_added_and_end_by_their_place(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    change_plan(actor=cast.office(), now=NOW, **changed(plan, MONTHLY, ON_THE_20TH))
    assert days(plan)[:3] == ["03-10", "03-20", "04-10"]
    change_plan(actor=cast.office(), now=NOW, **changed(plan, MONTHLY))
    assert days(plan)[:3] == ["03-10", "04-10", "05-10"]


def test_the_last_day_and_the_title(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    more = {"ends_on": date(2026, 4, 30), "title": "Burner"}
    plan = change_plan(actor=cast.office(), now=NOW, **changed(plan, **more))
    assert (plan.title, days(plan)) == ("Burner", ["03-10", "04-10"])


def test_what_is_refused(cast: Cast, site: Site, visit: Visit) -> None:
    plan = plan_of(cast, site)
    for actor in (cast.outsider(), cast.field()):
        with pytest.raises(NotHere):
            change_plan(actor=actor, now=NOW, **changed(plan))
    with pytest.raises(StaleVersion):
        change_plan(actor=cast.office(), now=NOW, **changed(plan, version=plan.version + 1))
    end_plan(actor=cast.office(), now=NOW, plan_id=plan.public_id, reason="Sold")
    with pytest.raises(IllegalTransition, match="has ended"):
        change_plan(actor=cast.office(), now=NOW, **changed(plan))
    assert [e.code for e in audited("plan.change", "refused")] == ["not_found"] * 2 + [
        "stale_version",
        "illegal_transition",
    ]
