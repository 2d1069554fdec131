"""The portal's day and visit pages: whose they are, what their buttons do, how refusals read."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.crews.models import User
from apps.jobs.actions import complete_visit, pause_visit, report_incident, start_visit
from apps.jobs.models import Site, Visit
from apps.jobs.states import Severity, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events

SignedIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
FROM_TODAY = {**HTMX, "HX-Target": "today"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ana)


def page(visit: Visit, verb: str = "") -> str:
    return f"/portal/visits/{visit.public_id}/" + (f"{verb}/" if verb else "")


def text(client: Client, path: str, **more: str) -> str:
    response = client.get(path, headers=more)
    assert response.status_code == 200
    return response.content.decode()


# --- today ---


def test_today_shows_ones_own_visits_and_not_others(cast: Cast, plan: PlanVisit, ana: Client) -> None:
    mine, theirs = plan(), plan(cast.ben.member)
    shown = text(ana, "/portal/")
    assert page(mine) in shown
    assert page(theirs) not in shown


def test_today_puts_the_visit_under_way_first_with_its_next_action(cast: Cast, plan: PlanVisit, ana: Client) -> None:
    soon, later = plan(), plan(start=NOW + 3 * HOUR)
    start_visit(actor=cast.field(), now=NOW, visit_id=later.public_id)
    shown = text(ana, "/portal/")
    assert shown.index(page(later)) < shown.index(page(soon))
    assert page(later, "complete") in shown
    assert page(soon, "depart") not in shown


def test_days_ahead_are_named_and_past_their_horizon_nothing_is_shown(plan: PlanVisit, ana: Client) -> None:
    tomorrow, far = plan(start=NOW + timedelta(days=1)), plan(start=NOW + timedelta(days=20))
    shown = text(ana, "/portal/")
    assert "Tomorrow" in shown
    assert page(tomorrow) in shown
    assert page(far) not in shown


def test_what_is_late_says_so(plan: PlanVisit, ana: Client) -> None:
    plan(start=NOW - timedelta(minutes=25))
    assert "25 min late" in text(ana, "/portal/")


def test_what_was_never_ended_stays_until_it_is(plan: PlanVisit, ana: Client) -> None:
    forgotten = plan(start=NOW - timedelta(days=3))
    shown = text(ana, "/portal/")
    assert "From before, not ended" in shown
    assert page(forgotten) in shown


def test_times_are_the_sites_and_say_so_when_it_is_elsewhere(site: Site, visit: Visit, ana: Client) -> None:
    assert "10:00–11:00" in text(ana, "/portal/")  # New York
    Site.objects.filter(pk=site.pk).update(timezone="America/Chicago")
    shown = text(ana, "/portal/")
    assert "09:00–10:00" in shown
    assert "Chicago time" in shown


def test_an_empty_day_teaches(ana: Client) -> None:
    assert "When a dispatcher plans one, it appears here by itself" in text(ana, "/portal/")


def test_the_office_may_look_into_the_portal(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    dana = signed_in(cast.dana)
    assert "You have no visits of your own" in text(dana, "/portal/")
    assert "Boiler service" in text(dana, page(visit))


def test_the_list_comes_alone_for_an_open_page_and_leads_to_the_page_otherwise(visit: Visit, ana: Client) -> None:
    shown = text(ana, "/portal/today/", **HTMX)
    assert page(visit) in shown
    assert "<html" not in shown
    assert ana.get("/portal/today/")["Location"] == "/portal/"


@pytest.mark.parametrize("number", [1, 20])
def test_today_costs_the_same_however_many_visits(
    plan: PlanVisit, ana: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for hour in range(number):
        plan(start=NOW + (hour + 1) * HOUR)
    # session, person, cursor, visits; the clock: member, open working time, the days' working times, last tap
    with django_assert_num_queries(8):
        ana.get("/portal/")


# --- the visit ---


def test_the_visit_page_says_where_what_to_know_and_what_to_do(cast: Cast, visit: Visit, ana: Client) -> None:
    Site.objects.update(hazards="Dog in the yard", access_notes="Key box 4711")
    report_incident(
        actor=cast.field(), now=NOW, severity=Severity.CRITICAL, title="Gas smell", visit_id=visit.public_id
    )
    shown = text(ana, page(visit))
    wanted = [
        "Gas smell",
        "12 Oak St",
        "Dog in the yard",
        "Key box 4711",
        "What to do",
        "WH-I-",
        "message-box",
        "On my way",
    ]
    assert [word for word in wanted if word not in shown] == []
    assert "https://www.google.com/maps/search/?api=1&amp;query=12+Oak+St" in shown


def test_the_visit_page_costs_the_same_however_much_is_on_it(
    cast: Cast, plan: PlanVisit, ana: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visit = plan(cast.ana.member, cast.ben.member, cast.charlie.member)
    for number in range(5):
        report_incident(actor=cast.field(), now=NOW, severity=Severity.LOW, title=f"{number}", visit_id=visit.public_id)
    # session, person, cursor, visit, people, incidents; the place: contacts, last visits
    # and of the evidence: photos, times, notes, signatures, parts
    with django_assert_num_queries(16):
        ana.get(page(visit))


@pytest.mark.parametrize("verb", ["", "parts", "depart", "start", "pause", "resume", "complete"])
def test_an_outsider_sees_no_more_than_of_a_visit_that_does_not_exist(
    cast: Cast, visit: Visit, signed_in: SignedIn, verb: str
) -> None:
    charlie = signed_in(cast.charlie)
    nowhere = f"/portal/visits/{uuid4()}/" + (f"{verb}/" if verb else "")
    send = charlie.get if verb in ("", "parts") else charlie.post
    answers = [send(path, headers=HTMX) for path in (page(visit, verb), nowhere)]
    assert [a.status_code for a in answers] == [404, 404]
    visit.refresh_from_db()
    assert visit.status == VisitStatus.DISPATCHED


def test_a_visit_given_to_somebody_else_meanwhile_reloads_the_open_page(
    cast: Cast, visit: Visit, signed_in: SignedIn
) -> None:
    response = signed_in(cast.charlie).get(page(visit, "parts"), headers=HTMX)
    assert (response.status_code, response["HX-Refresh"]) == (404, "true")


@pytest.mark.parametrize("verb", ["cancel", "plan", "nonsense"])
def test_verbs_that_are_no_buttons_do_not_exist(visit: Visit, ana: Client, verb: str) -> None:
    assert ana.post(page(visit, verb)).status_code == 404


# --- the buttons ---


def prepare(cast: Cast, visit: Visit, verb: str) -> None:
    """Bring the visit to where the button is."""
    if verb in ("pause", "resume", "complete"):
        start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    if verb == "resume":
        pause_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)


BUTTONS = [
    ("depart", VisitStatus.EN_ROUTE),
    ("start", VisitStatus.ON_SITE),
    ("pause", VisitStatus.PAUSED),
    ("resume", VisitStatus.ON_SITE),
    ("complete", VisitStatus.COMPLETED),
]


@pytest.mark.parametrize(("verb", "status"), BUTTONS)
def test_each_button_works_and_is_on_the_page(
    cast: Cast, visit: Visit, ana: Client, verb: str, status: VisitStatus
) -> None:
    prepare(cast, visit, verb)
    assert f'action="{page(visit, verb)}"' in text(ana, page(visit))
    response = ana.post(page(visit, verb), headers=HTMX)
    visit.refresh_from_db()
    assert (response.status_code, visit.status) == (200, status)
    assert audited(f"visit.{verb}")[-1].via == "portal"


def test_without_javascript_a_button_leads_back_to_the_visit(visit: Visit, ana: Client) -> None:
    assert ana.post(page(visit, "depart"))["Location"] == page(visit)
    assert ana.get(page(visit, "depart"))["Location"] == page(visit)


def test_a_button_on_today_answers_with_the_list(visit: Visit, ana: Client) -> None:
    response = ana.post(page(visit, "depart"), headers=FROM_TODAY)
    assert page(visit, "start") in response.content.decode()
    assert 'id="visit-actions"' not in response.content.decode()


def test_the_same_client_id_twice_does_it_once(visit: Visit, ana: Client) -> None:
    again = {"client_id": str(uuid4())}
    answers = [ana.post(page(visit, "depart"), again, headers=HTMX).status_code for _ in range(2)]
    assert answers == [200, 200]
    assert len(events("visit.departed")) == 1


def test_a_refusal_is_a_sentence_with_the_fresh_state(cast: Cast, visit: Visit, ana: Client) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    for headers in (HTMX, FROM_TODAY, {}):
        response = ana.post(page(visit, "depart"), headers=headers)
        shown = response.content.decode()
        assert response.status_code == 422
        assert "This visit has ended." in shown
        assert page(visit, "depart") not in shown


def test_a_bad_client_id_is_a_sentence(visit: Visit, ana: Client) -> None:
    response = ana.post(page(visit, "depart"), {"client_id": "x"}, headers=HTMX)
    assert (response.status_code, "This form is out of date" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("outcome", ["partial", "unable"])
def test_what_is_not_done_asks_why_and_keeps_what_was_typed(visit: Visit, ana: Client, outcome: str) -> None:
    response = ana.post(page(visit, "complete"), {"outcome": outcome, "reason": " "}, headers=HTMX)
    assert (response.status_code, "Say in a few words why." in response.content.decode()) == (422, True)
    ana.post(page(visit, "complete"), {"outcome": outcome, "reason": "Nobody home"})
    visit.refresh_from_db()
    assert (visit.status, visit.status_reason) == (outcome, "Nobody home")


def test_a_note_that_is_refused_is_shown_again(cast: Cast, visit: Visit, ana: Client) -> None:
    typed = {"outcome": "nonsense", "note": "New valve", "reason": "Because"}
    response = ana.post(page(visit, "complete"), typed)
    assert (response.status_code, "New valve" in response.content.decode()) == (422, True)


def test_finishing_keeps_the_note(visit: Visit, ana: Client) -> None:
    ana.post(page(visit, "complete"), {"note": "New valve"}, headers=HTMX)
    assert "New valve" in text(ana, page(visit))


def test_a_stranger_is_sent_to_the_sign_in(client: Client, visit: Visit) -> None:
    for path in ("/portal/", "/portal/today/", page(visit), page(visit, "parts"), page(visit, "depart")):
        response = client.get(path)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")
    client.post(page(visit, "depart"))
    visit.refresh_from_db()
    assert visit.status == VisitStatus.DISPATCHED


def test_pages_are_kept_by_no_cache_and_carry_no_inline_code(visit: Visit, ana: Client) -> None:
    for path in ("/portal/", page(visit)):
        response = ana.get(path)
        shown = response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        assert " style=" not in shown
        assert "<script>" not in shown


def test_an_id_that_is_none_is_no_page(ana: Client) -> None:
    assert ana.get("/portal/visits/1/").status_code == 404
    assert ana.get(f"/portal/visits/{UUID(int=0)}/").status_code == 404
