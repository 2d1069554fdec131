"""`plan.add`: work that comes again at a site."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.core.ids import new_public_id
from apps.jobs.actions import add_plan, add_site
from apps.jobs.actions.plans.ruling import RuleSaid
from apps.jobs.maintenance import occurrences_visible_to, plans_visible_to
from apps.jobs.models import Asset, MaintenancePlan, Site, Visit
from apps.jobs.plans.states import PlanStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import TODAY, dates, days, plan_of, template


def test_its_next_dates_are_written_down_on_the_sites_clock(cast: Cast, site: Site) -> None:
    honolulu = add_site(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        name="Pier 9",
        address="9 Pier St",
        timezone="Pacific/Honolulu",
    )
    rule = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10", "at": time(7, 30), "flex_before_days": 2, "flex_after_days": 3}
    plan = MaintenancePlan.objects.get(pk=plan_of(cast, honolulu, rule).pk)
    assert (plan.status, plan.title, plan.template.name) == (PlanStatus.ACTIVE, "Boiler service", "Boiler service")
    found = dates(plan)
    assert len(found) == 12
    assert (found[0].due, found[0].on, found[0].status) == (date(2026, 3, 10), date(2026, 3, 10), "planned")
    assert f"{found[0].at:%d %H:%M}" == "10 17:30"  # UTC
    assert (found[0].window_from, found[0].window_until) == (date(2026, 3, 8), date(2026, 3, 13))
    assert [e.payload for e in events("plan.added")] == [{"site": str(honolulu.public_id)}]
    assert [change["type"] for change in audited("plan.add")[0].changes] == ["maintenanceplan", "planrule"]


def test_the_time_stays_the_same_through_the_change_of_the_clocks(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, {"rrule": "FREQ=WEEKLY;BYDAY=MO"})
    assert {timezone.localtime(one.at).hour for one in dates(plan)} == {8}
    assert {one.at.hour for one in dates(plan)} == {12, 13}


def test_days_that_are_over_are_left_out_and_many_that_are_near_are_not(cast: Cast, site: Site) -> None:
    rule = {"rrule": "FREQ=DAILY", "generate_ahead_days": 20}
    assert len(dates(plan_of(cast, site, rule, starts_on=date(2026, 1, 1)))) == 21
    ended = plan_of(cast, site, ends_on=date(2026, 5, 10))
    assert days(ended) == ["03-10", "04-10", "05-10"]


def test_a_floating_rule_has_one_date_at_a_time(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, {"rrule": "FREQ=MONTHLY;INTERVAL=3", "floating": True}, starts_on=date(2025, 12, 1))
    assert days(plan) == ["03-02"]  # today: what is over does not begin late


def test_equipment_stands_at_the_site(cast: Cast, site: Site) -> None:
    boiler = Asset.objects.create(site=site, name="Boiler", created_at=NOW, updated_at=NOW)
    assert plan_of(cast, site, asset_id=boiler.public_id).asset == boiler
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "customer_id": site.customer.public_id}
    elsewhere = add_site(**said, name="Pier 9", address="9 Pier St")
    with pytest.raises(BadInput, match=r"Boiler does not stand at Pier 9\. Choose one that does"):
        plan_of(cast, elsewhere, asset_id=boiler.public_id)
    with pytest.raises(NotHere):
        plan_of(cast, site, asset_id=new_public_id())


def test_the_clock_may_add_one_too(cast: Cast, site: Site) -> None:
    rules: list[RuleSaid] = [{"rrule": "FREQ=DAILY;COUNT=2"}]
    told: dict[str, Any] = {"site_id": site.public_id, "name": "Filters", "template_id": template().public_id}
    plan = add_plan(actor=Actor.clock(), now=NOW, starts_on=TODAY, rules=rules, **told)
    assert days(plan) == ["03-02", "03-03"]


def test_an_outsider_is_told_there_is_no_such_site_and_sees_no_plan(cast: Cast, site: Site) -> None:
    with pytest.raises(NotHere):
        plan_of(cast, site, actor=cast.outsider())
    plan_of(cast, site)
    for actor in (cast.outsider(), cast.field()):
        assert not plans_visible_to(actor).exists()
        assert not occurrences_visible_to(actor).exists()
    assert [e.code for e in audited("plan.add", "refused")] == ["not_found"]


def test_a_member_who_works_there_may_not(cast: Cast, site: Site, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        plan_of(cast, site, actor=cast.field())


@pytest.mark.parametrize(
    ("bad", "code", "field"),
    [
        ({"rules": []}, "bad_input", "rules"),
        ({"rules": [{"rrule": "FREQ=DAILY"}] * 11}, "bad_input", "rules"),
        ({"rules": [{"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}]}, "rule_never_fires", "rrule"),
        ({"rules": [{"rrule": "FREQ=SECONDLY"}]}, "rule_too_often", "rrule"),
        ({"rules": [{"rrule": "FREQ=DAILY;COUNT=1000000"}]}, "rule_too_many", "rrule"),
        ({"rules": [{"rrule": "whenever"}]}, "rule_unreadable", "rrule"),
        ({"rules": [{"rrule": "FREQ=DAILY;COUNT=1"}], "starts_on": date(2025, 1, 1)}, "rule_never_fires", "rrule"),
        ({"rules": [{"rrule": "FREQ=DAILY", "exrules": ["nonsense"]}]}, "rule_unreadable", "exrules"),
        ({"rules": [{"rrule": "FREQ=DAILY", "months": [13]}]}, "bad_input", "months"),
        ({"rules": [{"rrule": "FREQ=DAILY", "generate_ahead_days": 367}]}, "bad_input", "generate_ahead_days"),
        ({"rules": [{"rrule": "FREQ=DAILY", "flex_before_days": -1}]}, "bad_input", "flex_before_days"),
        ({"rules": [{"rrule": "FREQ=DAILY", "except_days": [date(1, 1, 1)]}]}, "year_out_of_range", "except_days"),
        ({"rules": [{"rrule": "FREQ=MONTHLY;BYDAY=1MO", "floating": True}]}, "rule_unfit_for_floating", "rrule"),
        ({"ends_on": TODAY - timedelta(days=1)}, "days_out_of_order", "ends_on"),
        ({"starts_on": date(1999, 1, 1)}, "year_out_of_range", "starts_on"),
        ({"name": " "}, "bad_input", "name"),
    ],
    ids=lambda bad: str(bad)[:40] if isinstance(bad, dict) else "",
)
def test_what_cannot_be_right_is_refused(cast: Cast, site: Site, bad: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        plan_of(cast, site, **bad)
    assert (refused.value.code, list(refused.value.details["fields"])) == (code, [field])
    assert not MaintenancePlan.objects.exists()


def test_a_template_or_a_crew_that_is_not_there(cast: Cast, site: Site) -> None:
    with pytest.raises(NotHere, match="no such template"):
        plan_of(cast, site, template_id=new_public_id())
    with pytest.raises(NotHere, match="no such crew"):
        plan_of(cast, site, {"rrule": "FREQ=DAILY", "crew_id": new_public_id()})
