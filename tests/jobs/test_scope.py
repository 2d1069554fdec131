"""Who sees which rows: each role what is theirs, and the page that says why agrees with the selectors for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.agent.selectors import conversations_visible_to
from apps.core.actions import approve_item
from apps.core.actor import Actor, Via
from apps.core.errors import Clash, NotAllowed, NotHere
from apps.core.models import FeedEntry, ItemStatus
from apps.core.relay import fast
from apps.core.selectors import audit_visible_to, deliveries_visible_to, items_visible_to, letters_visible_to
from apps.crews.actions import add_substitution
from apps.crews.decisions import items_waiting_for
from apps.crews.models import Crew, Member, User
from apps.crews.selectors import crews_visible_to, may_read_cost, members_visible_to, users_visible_to
from apps.crews.sight import Sight, who_sees_crew, who_sees_member, who_sees_user
from apps.crews.states import Role
from apps.jobs.actions import dispatch_visit, reschedule_visit
from apps.jobs.models import Customer, Incident, Job, Site, Visit
from apps.jobs.selectors import (
    customers_visible_to,
    incidents_visible_to,
    jobs_visible_to,
    sites_visible_to,
    visits_visible_to,
)
from apps.jobs.sight import who_sees_incident, who_sees_job, who_sees_visit
from tests import sights
from tests.conftest import HOUR, NOW, Cast
from tests.core.conftest import proposal_of, suggestion
from tests.sights import Company

SEES_ALL = ("dana", "ada", "rita", "robo")


@pytest.fixture
def company(cast: Cast) -> Company:
    return sights.build(cast)


def seen(company: Company, name: str) -> set[str]:
    """The visits somebody sees, by the names of their jobs."""
    rows = set(visits_visible_to(company.as_(name)))
    return {visit for visit, row in company.visits.items() if row in rows}


@pytest.mark.parametrize("name", SEES_ALL)
def test_administrators_dispatchers_readers_and_programs_see_all(company: Company, name: str) -> None:
    actor = company.as_(name)
    assert seen(company, name) == set(company.visits)
    everything: list[tuple[Any, type[Any]]] = [
        (jobs_visible_to, Job),
        (sites_visible_to, Site),
        (customers_visible_to, Customer),
        (incidents_visible_to, Incident),
        (members_visible_to, Member),
        (crews_visible_to, Crew),
        (users_visible_to, User),
    ]
    for selector, model in everything:
        assert selector(actor).count() == model.objects.count() > 0, model


def test_a_manager_sees_the_work_of_their_crews_with_drafts_and_what_nobody_has(company: Company) -> None:
    assert seen(company, "marcus") == {"north", "mixed", "draft", "nobody"}
    assert seen(company, "nora") == {"south", "mixed", "crew", "nobody"}
    assert seen(company, "omar") == {"nobody"}


def test_a_lead_sees_what_their_crew_was_sent_to(company: Company) -> None:
    assert seen(company, "ana") == {"north", "mixed"}
    assert seen(company, "charlie") == {"south", "mixed", "crew"}


def test_a_technician_sees_what_they_were_sent_to(company: Company) -> None:
    assert seen(company, "ben") == {"north", "mixed"}
    assert seen(company, "dora") == {"south", "mixed"}
    assert seen(company, "erik") == {"alone", "crew"}
    assert seen(company, "gus") == set()


@pytest.mark.parametrize("name", ["marcus", "nora", "omar", "ana", "charlie", "ben", "dora", "erik", "gus"])
def test_jobs_sites_and_customers_go_with_the_visits(company: Company, name: str) -> None:
    actor, oversees = company.as_(name), name in ("marcus", "nora", "omar")
    expected = seen(company, name) | ({"bare"} if oversees else set())
    jobs = {company.jobs[job].pk for job in expected}
    assert set(jobs_visible_to(actor).values_list("pk", flat=True)) == jobs
    assert {site.name for site in sites_visible_to(actor)} == {f"Site {job}" for job in expected}
    customers = {f"Customer {job}" for job in expected} | ({"Without sites"} if oversees else set())
    assert {customer.name for customer in customers_visible_to(actor)} == customers


def test_incidents_are_seen_with_their_visit_and_by_who_answers_for_the_reporter(company: Company) -> None:
    expected = {
        "marcus": {"on_north", "by_ben"},
        "nora": {"by_dora"},
        "omar": set(),
        "ana": {"on_north", "by_ben"},
        "charlie": {"by_dora"},
        "ben": {"on_north", "by_ben"},
        "dora": {"by_dora"},
        "erik": set(),
        "gus": set(),
    }
    found = {name: set(incidents_visible_to(company.as_(name)).values_list("title", flat=True)) for name in expected}
    assert found == expected


def test_talks_are_for_their_person_and_managers_not_for_leads(company: Company) -> None:
    expected = {"marcus": {"ben"}, "nora": {"dora"}, "ana": set(), "ben": {"ben"}, "dana": {"ben", "dora"}}
    for name, whose in expected.items():
        found = conversations_visible_to(company.as_(name))
        assert {talk.user.pk for talk in found} == {company.people[who].pk for who in whose}, name


def test_a_manager_decides_what_is_suggested_for_their_people_and_for_nobody_else(company: Company) -> None:
    suggested = suggestion("incident.report", {"severity": "low", "title": "A loose handrail"})
    item = proposal_of(company.cast, suggested, now=timezone.now()).items.get()  # in Ana's name, who leads the North
    see = {name for name in company.people if items_visible_to(company.as_(name)).exists()}
    assert see == {*SEES_ALL, "marcus", "ana"}
    given: dict[str, Any] = {"now": timezone.now(), "item_id": item.public_id}
    with pytest.raises(NotHere):
        approve_item(actor=company.as_("nora"), **given)
    with pytest.raises(NotAllowed):
        approve_item(actor=company.as_("rita"), **given)
    assert approve_item(actor=company.as_("marcus"), **given).status == ItemStatus.APPLIED


def test_who_stands_in_for_a_manager_sees_and_decides_what_they_would(company: Company) -> None:
    today = timezone.localdate()
    own, other = company.people["marcus"].public_id, company.people["omar"].public_id
    given: dict[str, Any] = {"actor": company.as_("ada"), "now": timezone.now(), "user_id": own}
    add_substitution(**given, substitute_id=other, since=today, until=today)
    for model, who_sees, selector in WHO_SEES:
        for row in model.objects.all():
            told = {sight.user.pk for sight in who_sees(row)}
            assert told == {u.pk for u in User.objects.all() if row in selector(Actor(u, Via.ADMIN))}, row
    assert seen(company, "omar") == seen(company, "marcus")
    visit = company.visits["north"]
    suggested = suggestion("visit.complete", {"visit_id": str(visit.public_id)})
    item = proposal_of(company.cast, suggested, now=timezone.now()).items.get()
    assert [one.pk for one in items_waiting_for(company.as_("omar"), timezone.now())] == [item.pk]
    assert not items_waiting_for(company.as_("nora"), timezone.now())
    approved = approve_item(actor=company.as_("omar"), now=timezone.now(), item_id=item.public_id)
    assert approved.status == ItemStatus.APPLIED
    ana = company.people["ana"].member.public_id
    assert [may_read_cost(company.as_(name), ana) for name in ("marcus", "omar")] == [True, False]


def test_who_moves_a_visit_takes_nobody_off_whom_they_do_not_see(company: Company) -> None:
    visit, ana = company.visits["mixed"], company.people["ana"].member
    start = visit.planned_end + 24 * HOUR
    reschedule_visit(
        actor=company.as_("marcus"),
        now=NOW,
        visit_id=visit.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[ana.public_id],
    )
    on = visit.assignments.select_related("member__user")
    assert {a.member.user.name for a in on} == {"Ana Silva", company.people["dora"].name}
    assert {a.during.lower for a in on} == {start}


def test_nobody_is_offered_instead_of_somebody_out_of_sight(company: Company) -> None:
    """Dora, of the other crew, is elsewhere then: Marcus is offered other times, and no change of his own people."""
    then, ben = company.visits["south"], company.people["ben"].member
    with pytest.raises(Clash) as refused:
        reschedule_visit(
            actor=company.as_("marcus"),
            now=NOW,
            visit_id=company.visits["mixed"].public_id,
            planned_start=then.planned_start,
            planned_end=then.planned_end,
            member_ids=[ben.public_id],
        )
    offered = refused.value.details["alternatives"]
    assert offered
    assert {(*one["member_ids"],) for one in offered} == {(str(ben.public_id),)}
    assert not [one["text"] for one in offered if "instead" in one["text"]]


def test_the_log_shows_a_manager_what_their_people_did(company: Company) -> None:
    by = set(audit_visible_to(company.as_("marcus")).values_list("user__email", flat=True))
    assert by == {"ben@example.com"}
    assert not audit_visible_to(company.as_("ana")).exists()
    for selector in (deliveries_visible_to, letters_visible_to):
        assert not selector(company.as_("marcus")).exists()


def test_people_are_seen_by_who_answers_for_them(company: Company) -> None:
    def users(name: str) -> set[str]:
        return {user.name.split()[0].lower() for user in users_visible_to(company.as_(name))}

    assert users("marcus") == {"marcus", "ana", "ben", "gus"}
    assert users("ana") == {"ana", "ben", "gus"}
    assert users("ben") == {"ben"}
    assert {m.user.name.split()[0] for m in members_visible_to(company.as_("ben"))} == {"Ana", "Ben", "Gus"}
    assert [crew.name for crew in crews_visible_to(company.as_("erik"))] == []


Selector = Callable[[Actor], Any]
WHO_SEES: list[tuple[type[Any], Callable[[Any], list[Sight]], Selector]] = [
    (Visit, who_sees_visit, visits_visible_to),
    (Job, who_sees_job, jobs_visible_to),
    (Incident, who_sees_incident, incidents_visible_to),
    (Member, who_sees_member, members_visible_to),
    (Crew, who_sees_crew, crews_visible_to),
    (User, who_sees_user, users_visible_to),
]


@pytest.mark.parametrize(("model", "who_sees", "selector"), WHO_SEES, ids=lambda x: getattr(x, "__name__", ""))
def test_who_can_see_a_row_is_said_as_the_selectors_have_it(
    company: Company, model: type[Any], who_sees: Callable[[Any], list[Sight]], selector: Selector
) -> None:
    people = list(User.objects.all())
    assert {user.role for user in people} == set(Role)
    for row in model.objects.all():
        told = who_sees(row)
        by_selector = {u.pk for u in people if selector(Actor(u, Via.ADMIN)).filter(pk=row.pk).exists()}
        assert {sight.user.pk for sight in told} == by_selector, row
        assert all(sight.why for sight in told)


def test_the_rules_are_said_in_words(company: Company) -> None:
    why = {sight.user.email.split("@")[0]: sight.why for sight in who_sees_visit(company.visits["north"])}
    assert why == {
        "ada": ("Administrator: sees everything",),
        "ana": ("leads North since 5 Jan 2026",),
        "ben": ("is sent on it",),
        "dana": ("Dispatcher: sees everything",),
        "marcus": ("manages crew North",),
        "rita": ("Read-only: sees everything",),
        "robo": ("API client: sees everything",),
    }


def tell_everybody() -> None:
    """What the relay does, until nothing is due."""
    while fast.drain(timezone.now()):
        pass


@pytest.mark.parametrize("name", ["north", "south", "alone", "mixed", "crew", "draft", "nobody"])
def test_whoever_sees_a_visit_hears_of_it_and_nobody_else(company: Company, name: str) -> None:
    visit = company.visits[name]
    tell_everybody()
    FeedEntry.objects.all().delete()
    if visit.status == "draft" and name != "nobody":
        dispatch_visit(actor=company.cast.office(), now=NOW, visit_id=visit.public_id)
    else:
        start = visit.planned_start + 48 * HOUR
        who = [a.member.public_id for a in visit.assignments.select_related("member")]
        times: dict[str, Any] = {"planned_start": start, "planned_end": start + HOUR}
        reschedule_visit(
            actor=company.cast.office(), now=NOW, visit_id=visit.public_id, member_ids=who, crew_id=None, **times
        )
    tell_everybody()
    visit.refresh_from_db()
    heard = set(FeedEntry.objects.filter(event__subject_id=visit.public_id).values_list("audience", flat=True))
    see = {audience for sight in who_sees_visit(visit) for audience in Actor(sight.user, Via.ADMIN).audiences[:1]}
    bounded = {a for a in see if not User.objects.get(pk=int(a.removeprefix("user."))).sees_all}
    assert heard - {"office"} == bounded
    assert "office" in heard


def test_who_answers_for_work_hears_of_its_job_site_and_customer(company: Company) -> None:
    tell_everybody()
    for name in company.jobs:
        job = company.jobs[name]
        for row, selector in (
            (job, jobs_visible_to),
            (job.site, sites_visible_to),
            (job.site.customer, customers_visible_to),
        ):
            heard = set(FeedEntry.objects.filter(event__subject_id=row.public_id).values_list("audience", flat=True))
            managers = [u for u in ("marcus", "nora", "omar") if selector(company.as_(u)).filter(pk=row.pk).exists()]
            expected = {f"user.{company.people[who].pk}" for who in managers}
            assert expected <= heard, (name, row)
            assert heard <= {"office", *expected}, (name, row)
