"""The planning form: who can go, one click, what is free instead, and one visit after another."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.crews.actions import add_crew, join_crew
from apps.crews.models import Crew, User
from apps.jobs.actions import plan_visit
from apps.jobs.models import Job, Visit
from apps.jobs.states import VisitStatus
from tests.conftest import HOUR, NOW, Cast
from tests.jobs.staffing import asks_for, holds, is_away
from tests.jobs.test_admin import page, said, text, times, verb


@pytest.fixture
def office(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Dana's browser."""
    return signed_in(cast.dana)


@pytest.fixture
def crew(cast: Cast) -> Crew:
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    for user in (cast.ana, cast.ben):
        member = user.member.public_id
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member, since=date(2026, 3, 1))
    return crew


def nobodys(cast: Cast, job: Job, start: Any) -> Visit:
    """A draft that nobody goes to."""
    return plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[],
        draft=True,
    )


def part(client: Client, row: Any, command: str, **typed: Any) -> str:
    """The list of who can go, as the page asks for it when a time changes."""
    return text(client.get(verb(row, command), {"part": "who", **typed}))


def shown_as(html: str, name: str) -> str:
    """In which part of the list somebody is: with a button, or only with a reason."""
    row = next(row for row in html.split("<li")[1:] if name in row)
    return "assign" if "only_member" in row else "told"


def test_the_form_lists_who_can_go_and_why_the_others_cannot(cast: Cast, office: Client, job: Job) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + HOUR
    is_away(cast, cast.ana.member, start - HOUR, start + 9 * HOUR)
    html = text(office.get(verb(job, "visit.plan")))
    assert shown_as(html, "Ben Okafor") == "assign"
    assert shown_as(html, "Ana Silva") == "told"
    assert "1 cannot, and why" in html
    assert "Ana Silva is on leave" in html


def test_the_list_is_read_again_for_another_time(cast: Cast, office: Client, job: Job, visit: Visit) -> None:
    html = part(office, job, "visit.plan", **times(NOW + HOUR))
    assert "<html" not in html
    assert (shown_as(html, "Ana Silva"), shown_as(html, "Ben Okafor")) == ("told", "assign")
    later = part(office, job, "visit.plan", **times(NOW + 2 * HOUR))
    assert shown_as(later, "Ana Silva") == "assign"


def test_who_was_ticked_stays_ticked_when_it_is_read_again(cast: Cast, office: Client, job: Job, visit: Visit) -> None:
    pk = cast.ana.member.pk
    for typed in (times(NOW + HOUR), times(NOW + 2 * HOUR)):
        html = part(office, job, "visit.plan", **typed, members=[pk])
        assert f'value="{pk}" checked' in html
    unclear = part(office, job, "visit.plan", date="2026-03-02", start="", end="x", members=[pk])
    assert f'type="hidden" name="members" value="{pk}"' in unclear
    assert "Say when it is" in unclear


@pytest.mark.parametrize("nonsense", ["abc", "9" * 30, "-1", ""])
def test_nonsense_in_the_address_of_the_list_is_ignored(office: Client, job: Job, nonsense: str) -> None:
    typed = {"date": nonsense, "start": nonsense, "end": nonsense, "members": nonsense}
    assert "Say when it is" in part(office, job, "visit.plan", **typed)
    assert office.get(verb(job, "visit.plan"), {"part": nonsense}).status_code == 200


def test_one_click_assigns_a_member_and_nobody_else(cast: Cast, office: Client, job: Job) -> None:
    typed = {**times(NOW + HOUR), "members": [cast.ana.member.pk], "only_member": cast.ben.member.pk}
    office.post(verb(job, "visit.plan"), typed)
    visit = Visit.objects.get(job=job)
    assert [a.member for a in visit.assignments.all()] == [cast.ben.member]
    assert visit.status == VisitStatus.DISPATCHED


def test_one_click_assigns_a_crew(cast: Cast, office: Client, job: Job, crew: Crew) -> None:
    assert 'name="only_crew"' in part(office, job, "visit.plan", **times(NOW + HOUR))
    office.post(verb(job, "visit.plan"), {**times(NOW + HOUR), "only_crew": crew.pk})
    assert {(a.member, a.via_crew) for a in Visit.objects.get(job=job).assignments.all()} == {
        (cast.ana.member, crew),
        (cast.ben.member, crew),
    }


def test_a_clash_offers_what_is_free_and_one_click_takes_it(cast: Cast, office: Client, job: Job, visit: Visit) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    typed = {**times(start), "members": [cast.ana.member.pk]}
    office.post(verb(job, "visit.plan"), typed)
    form = office.post(verb(job, "visit.plan"), typed).context["form"]
    assert len(form.ways_out) == 3
    shown = text(office.post(verb(job, "visit.plan"), typed))
    assert "Free instead" in shown
    for way in form.ways_out:
        assert f'name="{way.name}" value="{way.value}"' in shown
    before = Visit.objects.count()
    office.post(verb(job, "visit.plan"), {**typed, form.ways_out[0].name: form.ways_out[0].value})
    assert Visit.objects.count() == before + 1


@pytest.mark.parametrize(
    "told", ["abc", "a/b/1", "2026-03-02T09:00/x/1", f"{'9' * 40}/1/1", "0001-01-01T00:00+14:00/x/1"]
)
def test_a_button_that_was_tampered_with_says_nothing(cast: Cast, office: Client, job: Job, told: str) -> None:
    typed = {**times(NOW + HOUR), "members": [cast.ana.member.pk], "instead": told, "only_crew": told}
    office.post(verb(job, "visit.plan"), typed)
    assert [a.member for a in Visit.objects.get(job=job).assignments.all()] == [cast.ana.member]


def test_enter_still_presses_the_forms_own_button(office: Client, job: Job) -> None:
    """A browser takes the first button of the form for it: the first must be the plain one."""
    form = text(office.get(verb(job, "visit.plan"))).split('class="wh-panel wh-form"')[1]
    first = form[form.index("<button") : form.index("</button>")]
    assert "name=" not in first


def test_from_the_list_one_visit_follows_the_other(cast: Cast, office: Client, job: Job) -> None:
    first, second, third = (nobodys(cast, job, NOW + n * HOUR) for n in (1, 2, 3))
    listed = text(office.get(reverse("admin:jobs_visit_changelist"), {"show": "unassigned"}))
    address = f"{verb(first, 'visit.reschedule')}?then=next_with_nobody"
    assert address in listed
    for visit, following in ((first, second), (second, third)):
        assert "Besides this one" in text(office.get(f"{verb(visit, 'visit.reschedule')}?then=next_with_nobody"))
        answer = send(office, visit, cast)
        assert answer["Location"] == f"{verb(following, 'visit.reschedule')}?then=next_with_nobody"
    answer = send(office, third, cast)
    assert answer["Location"].endswith("?show=unassigned")
    assert said(answer)[-1] == "Every visit of that day has somebody now."
    assert set(Visit.objects.values_list("status", flat=True)) == {VisitStatus.DISPATCHED}


def send(office: Client, visit: Visit, cast: Cast) -> Any:
    """One click on Ana, as the form suggests: sent at once."""
    address = f"{verb(visit, 'visit.reschedule')}?then=next_with_nobody"
    form = office.get(address).context["form"]
    assert form.initial["send"] is True
    typed = {**times(visit.planned_start), "send": "on", "version": visit.version, "only_member": cast.ana.member.pk}
    return office.post(address, typed)


def test_without_asking_for_the_next_one_stays_with_the_visit(cast: Cast, office: Client, job: Job) -> None:
    first, _second = nobodys(cast, job, NOW + HOUR), nobodys(cast, job, NOW + 2 * HOUR)
    typed = {**times(first.planned_start), "version": first.version, "only_member": cast.ana.member.pk}
    assert office.post(verb(first, "visit.reschedule"), typed)["Location"] == page(first)
    first.refresh_from_db()
    assert first.status == VisitStatus.DRAFT


def test_whoever_lacks_a_paper_has_no_button_but_can_be_ticked_along(cast: Cast, office: Client, job: Job) -> None:
    asks_for(job)
    holds(cast.ben.member)
    html = part(office, job, "visit.plan", **times(NOW + HOUR))
    assert (shown_as(html, "Ben Okafor"), shown_as(html, "Ana Silva")) == ("assign", "told")
    both = [cast.ana.member.pk, cast.ben.member.pk]
    office.post(verb(job, "visit.plan"), {**times(NOW + HOUR), "members": both})
    assert Visit.objects.get(job=job).assignments.count() == 2


def test_an_outsider_is_not_shown_the_list(cast: Cast, signed_in: Callable[[User], Client], job: Job) -> None:
    answer = signed_in(cast.charlie).get(verb(job, "visit.plan"), {"part": "who"})
    assert answer.status_code in (302, 403, 404)
    assert b"Ana Silva" not in answer.content
