"""Visits on which a certificate is missing, as the office and programs see them; and asking for skills on a form."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.crews.actions import add_certificate, add_skill
from apps.crews.models import Certificate, Skill, User
from apps.jobs.actions import require_skills
from apps.jobs.models import Job, Visit
from tests.api.conftest import Caller
from tests.conftest import NOW, Cast, PlanVisit
from tests.jobs.staffing import needs_of

DAY = timedelta(days=1)
LIST = "admin:jobs_visit_changelist"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(plan: PlanVisit) -> PlanVisit:
    """Whatever is missing: what became of it is looked at here."""
    return lambda *who, **more: plan(*who, **{"override_reason": "The customer insists"} | more)


@pytest.fixture
def gas(cast: Cast) -> Skill:
    return add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")


@pytest.fixture
def licence(cast: Cast, gas: Skill) -> Certificate:
    """Ana's, for two more days."""
    return add_certificate(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ana.member.public_id,
        skill_id=gas.public_id,
        valid_from=NOW.date() - DAY,
        valid_until=NOW.date() + 2 * DAY,
    )


@pytest.fixture
def short(cast: Cast, job: Job, gas: Skill, licence: Certificate, plan: PlanVisit) -> Visit:
    """A visit the day after the certificate's last; another one before it is fine."""
    visit = plan(start=NOW + 3 * DAY)
    plan(start=NOW + DAY)
    asked: Any = [{"skill_id": gas.public_id, "level": 1}]
    require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=asked)
    return visit


@pytest.fixture
def dana(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.dana)


def test_the_list_says_who_lacks_what_and_links_to_it(dana: Client, short: Visit, licence: Certificate) -> None:
    page = dana.get(reverse(LIST), {"show": "certificates"})
    text = page.content.decode()
    assert list(page.context["cl"].result_list) == [short]
    assert "Gas fitting (level 1): the certificate of Ana Silva ends on 4 Mar 2026." in text
    assert "Held today, not on that day" in text
    assert reverse("admin:crews_certificate_change", args=[licence.pk]) in text
    assert reverse("admin:jobs_visit_change", args=[short.pk]) in text
    saved: Any = dana.get(reverse(LIST), {"show": "certificates", "export": "csv"})
    assert "the certificate of Ana Silva ends on 4 Mar 2026." in b"".join(saved.streaming_content).decode()
    assert "what is missing" not in dana.get(reverse(LIST)).content.decode().lower()


def test_the_start_page_counts_them_and_is_silent_without(dana: Client, short: Visit, licence: Certificate) -> None:
    cards = {card.name: card for card in dana.get(reverse("admin:index")).context["needs"]["cards"]}
    assert (cards["certificates"].count, cards["certificates"].url) == (1, f"{reverse(LIST)}?show=certificates")
    Certificate.objects.update(valid_until=None)
    assert "certificates" not in {c.name for c in dana.get(reverse("admin:index")).context["needs"]["cards"]}


def test_a_visits_page_says_who_holds_what(dana: Client, short: Visit) -> None:
    page = dana.get(reverse("admin:jobs_visit_change", args=[short.pk])).content.decode()
    assert "ends on 4 Mar 2026" in page
    fine = Visit.objects.exclude(pk=short.pk).get()
    assert "Held" in dana.get(reverse("admin:jobs_visit_change", args=[fine.pk])).content.decode()


def test_more_of_them_ask_the_database_no_more(dana: Client, short: Visit, plan: PlanVisit) -> None:
    counts = []
    for n in (4, 5, 6):
        with CaptureQueriesContext(connection) as queries:
            dana.get(reverse(LIST), {"show": "certificates"})
        counts.append(len(queries))
        plan(start=NOW + n * DAY)
    assert counts[1] == counts[2]


def test_skills_are_asked_for_on_a_form(cast: Cast, dana: Client, job: Job, gas: Skill) -> None:
    heights = add_skill(actor=cast.admin(), now=NOW, name="Work at heights")
    url = reverse("admin:jobs_job_command", args=[job.pk, "job.require"])
    form = dana.get(url).context["form"]
    sent = {"version": job.version, f"skill_{gas.pk}": "2", f"skill_{heights.pk}": "", "command_id": str(uuid4())}
    assert form.initial[f"skill_{gas.pk}"] == ""
    assert dana.post(url, sent).status_code == 302
    assert needs_of(job) == {gas.pk: 2}
    assert dana.get(url).context["form"].initial[f"skill_{gas.pk}"] == 2
    assert "Gas fitting</a> (level 2)" in dana.get(reverse("admin:jobs_job_change", args=[job.pk])).content.decode()
    stale = dana.post(url, {**sent, "command_id": str(uuid4())})
    assert "Somebody changed this in the meantime." in stale.content.decode()


def test_the_audit_log_names_the_skills(cast: Cast, signed_in: Callable[[User], Client], short: Visit) -> None:
    from tests.conftest import audited

    (entry,) = audited("job.require")
    page = signed_in(cast.ada).get(reverse("admin:core_auditentry_change", args=[entry.pk])).content.decode()
    assert "Gas fitting" in page
    assert entry.arguments["skills"][0]["skill_id"] not in page


class TestTheApi:
    def test_visits_are_asked_for_and_say_why(self, cast: Cast, short: Visit, licence: Certificate) -> None:
        dana = Caller(cast.dana)
        assert [row["id"] for row in dana.items("/visits", show="certificates")] == [str(short.public_id)]
        told = dana.get(f"/visits/{short.public_id}/needs").json()
        (need,) = told["needs"]
        assert (told["day"], need["met"], need["met_today"]) == ("2026-03-05", False, True)
        assert (need["certificate_id"], need["member"]["name"]) == (str(licence.public_id), "Ana Silva")
        assert [s["skill"]["name"] for s in dana.items("/jobs")[0]["skills"]] == ["Gas fitting"]

    def test_a_colleagues_papers_are_not_told_to_who_goes_along(
        self, cast: Cast, short: Visit, licence: Certificate
    ) -> None:
        short.assignments.create(
            member=cast.ben.member,
            during=(short.planned_start, short.planned_end),
            created_at=NOW,
            updated_at=NOW,
        )
        (need,) = Caller(cast.ben).get(f"/visits/{short.public_id}/needs").json()["needs"]
        assert (need["certificate_id"], need["member"]) == (None, None)
        assert need["missing"] == "Nobody on it holds Gas fitting (level 1)."
        (own,) = Caller(cast.ana).get(f"/visits/{short.public_id}/needs").json()["needs"]
        assert own["certificate_id"] == str(licence.public_id)

    def test_an_outsider_sees_no_visit(self, cast: Cast, short: Visit) -> None:
        assert Caller(cast.charlie).get(f"/visits/{short.public_id}/needs").status_code == 404

    def test_certificates_are_found_by_what_people_ask(self, cast: Cast, gas: Skill, licence: Certificate) -> None:
        dana, one = Caller(cast.dana), [str(licence.public_id)]

        def found(**query: Any) -> list[str]:
            return [row["id"] for row in dana.items("/certificates", **query)]

        assert (
            found() == found(show="valid") == found(show="expiring") == found(member=cast.ana.member.public_id) == one
        )
        assert found(skill=gas.public_id) == found(q="silva gas") == found(holds_on="2026-03-04") == one
        assert found(show="expired") == found(holds_on="2026-03-05") == found(member=cast.ben.member.public_id) == []
        assert [row["id"] for row in Caller(cast.ana).items("/certificates")] == one
        assert Caller(cast.charlie).items("/certificates") == Caller(cast.charlie).items("/skills") == []
        assert [row["name"] for row in Caller(cast.ana).items("/skills")] == ["Gas fitting"]
