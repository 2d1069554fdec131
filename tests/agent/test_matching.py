"""Which visit a message is about: the whole of it, and each move that it tells of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from apps.agent.brains.base import PlanRequest
from apps.agent.brains.matching import match_visit, mentioned
from apps.agent.brains.rules.places import numbers_denied
from apps.agent.brains.rules_plan import plan as planned_for
from apps.agent.brains.trained.reading import understand
from apps.agent.facts import gather, with_colleagues
from apps.agent.understanding import ASK_BELOW, Understanding
from apps.core.actor import Actor
from apps.crews.actions import check_in, start_break
from apps.jobs.actions import add_job, add_site, depart_for_visit, pause_visit, start_visit
from apps.jobs.models import Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit

Visits = dict[str, Visit]
Find = Callable[..., Visit | None]


@pytest.fixture
def day(cast: Cast, visit: Visit, plan: PlanVisit) -> Visits:
    """Ana's day: Oak St, Elm Ave, and Harbor School."""
    made = {"oak": visit}
    for hours, (key, name, address) in enumerate(
        [("elm", "Elm Ave", "4 Elm Avenue"), ("school", "Harbor School", "90 Pine Street")], start=3
    ):
        site = add_site(
            actor=cast.office(),
            now=NOW,
            customer_id=visit.job.site.customer.public_id,
            name=name,
            address=address,
        )
        job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=name)
        made[key] = plan(job=job, start=NOW + hours * HOUR)
    return made


@pytest.fixture
def find(cast: Cast, day: Visits) -> Find:
    def find_it(*, place: str | None = None, number: str | None = None, page: UUID | None = None) -> Visit | None:
        meant = Understanding(actions=(), lang="en", place=place, job_number=number)
        return match_visit(meant, gather(Actor.agent_for(cast.ana), NOW), page).visit

    return find_it


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("Oak St", "oak"),
        ("oak street", "oak"),
        ("Oka St", "oak"),
        ("12 Oak", "oak"),
        ("the school", "school"),
        ("elm", "elm"),
        ("4 Elm Ave", "elm"),
        ("Pine St", "school"),
    ],
)
def test_a_place_as_people_write_it_finds_the_visit(find: Find, day: Visits, place: str, key: str) -> None:
    assert find(place=place) == day[key]


def test_the_number_wins_over_the_page(find: Find, day: Visits) -> None:
    assert find(number=day["elm"].job.code, page=day["oak"].public_id) == day["elm"]


def test_the_place_wins_over_the_page(find: Find, day: Visits) -> None:
    assert find(place="Elm Ave", page=day["oak"].public_id) == day["elm"]


def test_of_several_visits_at_the_place_the_page_it_was_written_on_is_meant(
    cast: Cast, find: Find, day: Visits, plan: PlanVisit
) -> None:
    second = add_job(actor=cast.office(), now=NOW, site_id=day["oak"].job.site.public_id, title="Second at Oak St")
    later = plan(job=second, start=NOW + 8 * HOUR)
    assert find(place="Oak St") is None
    assert find(place="Oak St", page=later.public_id) == later
    assert find(place="Oak St", page=day["oak"].public_id) == day["oak"]


@pytest.fixture
def next_week(cast: Cast, visit: Visit, plan: PlanVisit) -> Visit:
    """Ana's visit at Prairie Court, five days from now."""
    customer = visit.job.site.customer.public_id
    site = add_site(actor=cast.office(), now=NOW, customer_id=customer, name="Prairie Court", address="233 Prairie Ave")
    job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Tune-up")
    return plan(job=job, start=NOW + timedelta(days=5))


def test_a_visit_later_in_the_week_is_meant_when_it_is_named_and_is_asked_about(
    cast: Cast, day: Visits, next_week: Visit
) -> None:
    start_visit_of(cast, day["oak"])
    facts = gather(Actor.agent_for(cast.ana), NOW)
    for meant in (
        Understanding(actions=(), lang="en", place="praire court"),
        Understanding(actions=(), lang="en", job_number=next_week.job.code),
    ):
        match = match_visit(meant, facts, None)
        assert match.visit == next_week
        assert match.certainty < ASK_BELOW


def test_a_visit_later_in_the_week_is_not_guessed(cast: Cast, next_week: Visit, visit: Visit) -> None:
    meant = Understanding(actions=(), lang="en")
    assert match_visit(meant, gather(Actor.agent_for(cast.ana), NOW), None).visit == visit


def test_with_a_street_that_is_none_of_theirs_the_one_under_way_is_asked_about(cast: Cast, day: Visits) -> None:
    start_visit_of(cast, day["oak"])
    facts = gather(Actor.agent_for(cast.ana), NOW)
    street, room = (Understanding(actions=(), lang="en", place=place) for place in ("Sunset Blvd", "the kitchen"))
    assert match_visit(street, facts, None).certainty < ASK_BELOW
    assert match_visit(room, facts, None).certainty >= ASK_BELOW


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("started the job at 233 prairie", "Prairie Court"),
        ("harbor school done", "Harbor School"),
        ("all done, call the office", None),
    ],
)
def test_a_site_is_known_by_the_words_that_are_its_own(
    cast: Cast, day: Visits, next_week: Visit, text: str, name: str | None
) -> None:
    assert mentioned(text, gather(Actor.agent_for(cast.ana), NOW)) == name


def start_visit_of(cast: Cast, visit: Visit) -> None:
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


def test_an_unknown_place_leaves_it_to_the_page(find: Find, day: Visits) -> None:
    assert find(place="the kitchen", page=day["oak"].public_id) == day["oak"]


def test_without_a_word_it_is_the_one_under_way(cast: Cast, find: Find, day: Visits) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=day["elm"].public_id)
    assert find() == day["elm"]


def test_without_a_word_and_nothing_under_way_nobody_guesses(find: Find) -> None:
    assert find() is None


def test_the_one_that_is_denied_is_not_meant_although_it_is_under_way(cast: Cast, day: Visits) -> None:
    depart_for_visit(actor=cast.field(), now=NOW, visit_id=day["oak"].public_id)
    facts = gather(Actor.agent_for(cast.ana), NOW).without(numbers_denied(f"finished, not at {day['oak'].job.code}"))
    found = match_visit(Understanding(actions=(), lang="en"), facts, None)
    assert found.visit is None
    assert day["oak"] not in found.candidates


def test_a_number_of_somebody_elses_is_never_found(cast: Cast, find: Find, plan: PlanVisit, day: Visits) -> None:
    theirs = add_job(actor=cast.office(), now=NOW, site_id=day["oak"].job.site.public_id, title="Theirs")
    plan(cast.ben.member, job=theirs)
    assert find(number=theirs.code) is None


def planned(cast: Cast, text: str, now: datetime = NOW) -> list[tuple[str, str]]:
    facts = with_colleagues(gather(Actor.agent_for(cast.ana), now), cast.ana, text)
    request = PlanRequest(
        message_id=cast.ana.public_id,
        text=text,
        understanding=understand(text),
        facts=facts,
        page_visit=None,
        now=now,
        written_at=now,
    )
    return [(item.command, str(item.arguments.get("visit_id"))) for item in planned_for(request).planned]


@pytest.fixture
def paused(cast: Cast, visit: Visit) -> Visit:
    for move in (depart_for_visit, start_visit):
        move(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    return pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("finished at Oak St, on my way to Elm Ave", [("visit.complete", "oak"), ("visit.depart", "elm")]),
        ("on my way to Elm Ave, finished at Oak St", [("visit.depart", "elm"), ("visit.complete", "oak")]),
        ("finished at Oak St. heading to the next one", [("visit.complete", "oak")]),
    ],
)
def test_each_move_is_of_the_visit_it_names(
    cast: Cast,
    day: Visits,
    text: str,
    commands: list[tuple[str, str]],
) -> None:
    assert planned(cast, text)[:2] == [(name, str(day[key].public_id)) for name, key in commands]


@pytest.mark.parametrize("text", ["back to work at Oak St, resuming", "back to work"])
def test_back_to_work_goes_on_with_the_visit_that_was_paused(cast: Cast, paused: Visit, text: str) -> None:
    assert planned(cast, text) == [("visit.resume", str(paused.public_id))]


def test_back_to_work_ends_the_break_of_who_has_one(cast: Cast, paused: Visit) -> None:
    check_in(actor=cast.field(), now=NOW, device_at=NOW)
    start_break(actor=cast.field(), now=NOW, device_at=NOW)
    assert [name for name, _ in planned(cast, "back to work", NOW + HOUR)] == ["attendance.end_break"]


def test_a_colleague_who_is_back_to_work_moves_nobodys_visit(cast: Cast, paused: Visit) -> None:
    assert [command for command, _ in planned(cast, "Ben is back to work")] == ["message.forward"]
