"""Who only looks, and who is a program: what their pages have, and what they are told."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from apps.agent.models import AgentEvaluation
from apps.core.actor import LOOKING_ONLY
from apps.core.admin import OfficeAdmin
from apps.core.commands import COMMANDS
from apps.core.errors import NotAllowed
from apps.crews.actions import change_member
from apps.crews.models import User
from apps.jobs.actions import cancel_visit
from tests import sights
from tests.api.conftest import Caller
from tests.api.programs import Program
from tests.conftest import NOW, Cast, audited
from tests.sights import Company

SignedIn = Callable[[User], Client]
THEIRS = {"notification.read"}


@pytest.fixture
def company(cast: Cast) -> Company:
    return sights.build(cast)


@pytest.fixture
def rita(company: Company, signed_in: SignedIn) -> Client:
    """Who only looks."""
    return signed_in(company.people["rita"])


def office_pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every list of the office, and the first row's page of each."""
    reverse("admin:index")  # loads the urls, and with them the pages
    for model, model_admin in list(admin.site._registry.items()):
        if not isinstance(model_admin, OfficeAdmin) or model is AgentEvaluation:  # administrators only
            continue
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        listed = client.get(url)
        assert listed.status_code == 200, url
        yield url, listed.content.decode()
        for row in list(listed.context["cl"].result_list)[:1]:
            page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
            shown = client.get(page)
            assert shown.status_code == 200, page
            yield page, shown.content.decode()


class TestWhoOnlyLooks:
    def test_sees_every_page_of_the_office_and_not_one_button(self, rita: Client) -> None:
        pages = dict(office_pages(rita))
        assert len(pages) > 20
        for url, page in pages.items():
            if "notification" in url:  # what was told to them they mark as read
                continue
            for button in ('class="wh-btn', 'name="action"', 'class="wh-actions"'):
                assert button not in page, (url, button)
        assert 'class="wh-btn' not in rita.get("/admin/").content.decode()

    def test_may_run_no_command(self, company: Company) -> None:
        actor = company.as_("rita")
        assert {name for name in COMMANDS if actor.may(name)} <= THEIRS
        with pytest.raises(NotAllowed) as refused:
            cancel_visit(actor=actor, now=NOW, visit_id=company.visits["north"].public_id, reason="No")
        assert refused.value.message == LOOKING_ONLY
        assert [e.code for e in audited("visit.cancel", "refused")] == ["not_allowed"]

    def test_is_told_so_on_a_page_and_through_the_api(self, company: Company, rita: Client) -> None:
        visit = company.visits["north"]
        url = reverse("admin:jobs_visit_command", args=[visit.pk, "visit.depart"])
        assert LOOKING_ONLY in rita.post(url, follow=True).content.decode()
        answer = Caller(company.people["rita"]).run("visit.depart", visit_id=str(visit.public_id))
        assert (answer.status_code, answer.json()["title"]) == (403, LOOKING_ONLY)

    def test_reads_histories(self, company: Company) -> None:
        visit = company.visits["north"].public_id
        assert Caller(company.people["rita"]).get(f"/visits/{visit}/history").status_code == 200


class TestAProgram:
    def test_has_no_pages_and_is_told_where_its_door_is(self, company: Company, signed_in: SignedIn) -> None:
        robo = signed_in(company.people["robo"])
        for url in ("/", "/portal/", "/portal/me/", f"/portal/visits/{company.visits['north'].public_id}/"):
            answer = robo.get(url)
            assert answer.status_code == 403, url
            assert "A program has no pages" in answer.content.decode()
        for url in ("/admin/", reverse("admin:jobs_visit_changelist")):
            assert robo.get(url).status_code in (302, 403), url

    def test_comes_with_a_token_and_not_with_a_cookie(self, company: Company) -> None:
        answer = Caller(company.people["robo"]).get("/visits")
        assert (answer.status_code, answer.json()["code"]) == (403, "token_needed")
        program = Program()
        assert program.sign_in(company.people["robo"]).status_code == 200
        assert len(program.get("/api/v1/visits").json()["items"]) == len(company.visits)


class TestAManager:
    def test_finds_every_page_of_the_office(self, company: Company, signed_in: SignedIn) -> None:
        assert len(dict(office_pages(signed_in(company.people["marcus"])))) > 20

    def test_does_not_open_what_is_not_theirs(self, company: Company, signed_in: SignedIn) -> None:
        marcus = signed_in(company.people["marcus"])
        for row, seen in (
            (company.visits["north"], True),
            (company.visits["south"], False),
            (company.jobs["south"].site, False),
            (company.people["dora"], False),
            (company.crews["south"], False),
        ):
            url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            assert marcus.get(url).status_code == (200 if seen else 404), url

    def test_reads_on_a_shared_job_what_is_theirs(self, company: Company, signed_in: SignedIn) -> None:
        """Happenings, timelines and panels tell nothing of rows that cannot be opened."""
        marcus = signed_in(company.people["marcus"])
        start = marcus.get("/admin/").content.decode()
        told = {item.text for item in marcus.get("/admin/").context["happenings"]["items"]}
        assert any("by_ben" in text for text in told)
        assert not any(other in text for other in ("by_dora", "by_dana", "South") for text in told)
        assert "Job south" not in start
        assert "by_dora" not in start


class TestTheExplainPage:
    def url(self, row: Any) -> str:
        return reverse("admin:access", args=[row.type_name(), row.public_id])

    def test_says_who_can_see_a_visit_and_why(self, company: Company, signed_in: SignedIn) -> None:
        shown = signed_in(company.cast.ada).get(self.url(company.visits["north"])).content.decode()
        for words in (
            "manages crew North",
            "leads North since 5 Jan 2026",
            "is sent on it",
            "Dispatcher: sees everything",
        ):
            assert words in shown
        assert "dora@example.com" not in shown

    def test_says_what_a_person_sees_and_why(self, company: Company, signed_in: SignedIn) -> None:
        shown = signed_in(company.cast.ada).get(self.url(company.people["marcus"]))
        kinds = {str(kind.name): (kind.seen, kind.all) for kind in shown.context["reach"]["kinds"]}
        assert kinds["Visits"] == (4, len(company.visits))
        assert kinds["Crews"] == (1, 2)
        assert {"Absences", "Certificates", "Attendance", "Requests"} <= kinds.keys()
        assert "manages crew North" in shown.content.decode()
        assert shown.context["reach"]["private"] == 3

    def test_every_kind_opens_and_is_linked_from_its_page(self, company: Company, signed_in: SignedIn) -> None:
        ada, dana = signed_in(company.cast.ada), signed_in(company.cast.dana)
        rows = [company.visits["north"], company.jobs["north"], company.incidents["by_ben"], company.crews["north"]]
        for row in [*rows, company.people["ben"].member, company.people["ben"]]:
            page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            assert self.url(row) in ada.get(page).content.decode(), row
            assert self.url(row) not in dana.get(page).content.decode(), row
            assert ada.get(self.url(row)).status_code == 200, row

    def test_is_for_administrators(self, company: Company, signed_in: SignedIn) -> None:
        url = self.url(company.visits["north"])
        for name in ("dana", "marcus", "rita"):
            assert signed_in(company.people[name]).get(url).status_code == 403, name
        for name in ("ana", "robo"):
            assert signed_in(company.people[name]).get(url).status_code in (302, 403), name
        nobodys = reverse("admin:access", args=["visit", uuid4()])
        assert signed_in(company.cast.ada).get(nobodys).status_code == 404


def test_what_a_lead_sees_of_the_crew_today(company: Company, signed_in: SignedIn) -> None:
    with time_machine.travel(NOW, tick=False):
        ana = signed_in(company.people["ana"])
        assert "/portal/crew/" in ana.get("/portal/").content.decode()
        shown = ana.get("/portal/crew/").content.decode()
        assert "Job north" in shown
        assert "Ben Okafor" in shown
        assert "Job south" not in shown
        assert "Job draft" not in shown
        ben = signed_in(company.people["ben"])
        assert "/portal/crew/" not in ben.get("/portal/").content.decode()
        assert "You lead no crew" in ben.get("/portal/crew/").content.decode()


def test_a_member_is_changed_on_their_page(company: Company, signed_in: SignedIn) -> None:
    ada, member = signed_in(company.cast.ada), company.people["ben"].member
    url = reverse("admin:crews_member_command", args=[member.pk, "member.change"])
    assert ada.get(url).status_code == 200
    typed = {"phone": "555 1", "private_phone": "555 2", "title": "Plumber", "timezone": "", "hourly_cost": "40.25"}
    assert ada.post(url, {**typed, "version": member.version}).status_code == 302
    member.refresh_from_db()
    assert (member.private_phone, str(member.hourly_cost)) == ("555 2", "40.25")
    assert change_member.__name__ in {c.run.__name__ for c in COMMANDS.values()}
