"""What the office asks in plain words: the lists' own answers, with the rows they are from; and visits moved."""

from datetime import date, timedelta

import pytest

from apps.agent.models import AgentRun, Message
from apps.core.actions import approve_item
from apps.core.actor import Actor
from apps.core.admin.proposals import before_and_after
from apps.core.commands import run
from apps.core.models import Policy, ProposalItem
from apps.crews.actions import add_absence, add_certificate, add_skill, add_user
from apps.crews.models import Skill
from apps.crews.states import AbsenceKind, Role
from apps.jobs.actions import plan_visit, require_skills
from apps.jobs.models import Job, Site, Visit
from tests.agent.answers.asking import answer, ask
from tests.agent.telling import deliver
from tests.conftest import HOUR, NOW, Cast, PlanVisit

FRIDAY = NOW + timedelta(days=4)


@pytest.fixture
def gas(cast: Cast) -> Skill:
    """Ana holds it."""
    skill = add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")
    certify(cast, skill, "ana")
    return skill


def certify(cast: Cast, skill: Skill, name: str) -> None:
    add_certificate(
        actor=cast.admin(),
        now=NOW,
        member_id=getattr(cast, name).member.public_id,
        skill_id=skill.public_id,
        level=1,
        valid_from=date(2026, 1, 1),
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who is free tomorrow afternoon with a gas certificate?", "Tomorrow 12:00–17:00, free with Gas fitting: 1"),
        (
            "¿quién está libre mañana por la tarde con certificado de gas?",
            "Mañana 12:00–17:00, libres con Gas fitting: 1",
        ),
        ("who is free tomorrow", "Tomorrow 08:00–17:00, free: 3"),
        ("anyone available this afternoon?", "– Ana Silva: 13:00–17:00"),
        ("how many jobs are overdue?", "Overdue jobs: 0\nSource: jobs."),
        ("¿cuántos trabajos están atrasados?", "Trabajos atrasados: 0"),
        ("which visits have nobody today?", "Today, visits with nobody: 1\n– WH-1001/3, Oak St, Today 13:00–14:00"),
        ("where is Ana?", "Ana Silva: nothing under way.\nNext: WH-1001, Oak St, Today 10:00–11:00"),
        ("¿dónde está ana silva?", "Ana Silva: nada en curso."),
        ("what does Ana have today?", "Ana Silva, Today, visits: 2"),
        ("whats the gate code at Oak St?", "Gate code 4711"),
        ("any open incidents?", "Incidents that need somebody: 0"),
    ],
)
def test_the_office_is_answered(
    cast: Cast, oak: Site, job: Job, gas: Skill, plan: PlanVisit, asked: str, told: str
) -> None:
    plan()
    plan(start=NOW + 3 * HOUR)
    plan_visit(
        actor=cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=NOW + 4 * HOUR,
        planned_end=NOW + 5 * HOUR,
        member_ids=[],
        draft=True,
    )
    response = ask(cast.dana, asked)
    assert told in "\n".join(response.remarks)
    assert response.rest.understanding.actions == ()


def test_who_is_off_is_a_question_and_no_request(cast: Cast) -> None:
    add_absence(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ben.member.public_id,
        kind=AbsenceKind.TIME_OFF,
        start=FRIDAY,
        end=FRIDAY + 3 * HOUR,
    )
    response = ask(cast.dana, "who is off on Friday?")
    assert response.remarks[0].startswith("Fri 6 Mar, away: 1\n– Ben Okafor: time off")
    assert [s.label for s in response.sources] == ["Ben Okafor"]
    assert response.rest.understanding.actions == ()


def test_an_unknown_certificate_is_asked_about(cast: Cast, gas: Skill) -> None:
    assert (
        answer(cast.dana, "who is free tomorrow with a lift certificate?")
        == "Which certificate? There are: Gas fitting."
    )


def test_two_of_one_name_are_asked_about(cast: Cast) -> None:
    role = Role.TECHNICIAN
    add_user(actor=Actor.clock(), now=NOW, email="prieto@example.com", name="Ana Prieto", role=role, invite=False)
    assert answer(cast.dana, "where is Ana?") == "Whom do you mean: Ana Prieto, Ana Silva?"
    assert "Ana Prieto: nothing under way." in answer(cast.dana, "where is Ana Prieto?")


def test_field_staff_get_no_answer_of_the_offices(cast: Cast, visit: Visit) -> None:
    for asked in ("who is off on Friday?", "where is Ben?", "how many jobs are overdue?", "which visits have nobody?"):
        assert ask(cast.charlie, asked).remarks == (), asked


def test_somebodys_visits_of_a_day_become_one_proposal(cast: Cast, job: Job, gas: Skill, plan: PlanVisit) -> None:
    require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=[{"skill_id": gas.public_id, "level": 1}])
    certify(cast, gas, "ben")
    first, second = plan(), plan(start=NOW + 3 * HOUR)
    response = ask(cast.dana, "Move Ana's visits today to whoever is free and qualified")
    assert [p.summary for p in response.planned] == [
        "WH-1001, Oak St, Today 10:00–11:00: Ben Okafor instead of Ana Silva",
        "WH-1001/2, Oak St, Today 12:00–13:00: Ben Okafor instead of Ana Silva",
    ]
    assert [p.base_visit for p in response.planned] == [first.public_id, second.public_id]
    assert response.rest.understanding.actions == ()


def test_who_cannot_be_replaced_is_told(cast: Cast, job: Job, gas: Skill, plan: PlanVisit) -> None:
    require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=[{"skill_id": gas.public_id, "level": 1}])
    plan()
    response = ask(cast.dana, "mueve las visitas de hoy de Ana a quien esté libre")
    assert response.planned == ()
    assert response.remarks == ("Nadie libre y calificado para:\n– WH-1001, Oak St, Hoy 10:00–11:00.",)


def test_nobody_is_given_two_visits_at_once(cast: Cast, job: Job, plan: PlanVisit) -> None:
    plan()
    plan(cast.ben.member)
    plan(cast.charlie.member)
    response = ask(cast.dana, "give Ana's visits today to whoever is free")
    assert response.planned == ()


def test_a_technician_moves_nobody(cast: Cast, plan: PlanVisit) -> None:
    plan()
    response = ask(cast.ana, "Move my visits today to whoever is free, give Ana's visits to Ben")
    assert response.planned == ()


def test_the_proposal_waits_for_a_person_and_is_carried_out(cast: Cast, plan: PlanVisit) -> None:
    visit = plan()
    run("message.send", {"text": "give Ana's visits today to Ben"}, actor=cast.office(), now=NOW)
    deliver()
    item = ProposalItem.objects.get()
    assert (item.command, item.policy, item.status, item.base_id) == (
        "visit.reschedule",
        Policy.ASK,
        "pending",
        visit.public_id,
    )
    assert [a.member for a in visit.assignments.all()] == [cast.ana.member]
    changes = {word: (before, after) for word, before, after in before_and_after(item)}
    assert "Send" not in changes  # nor times that stay as they are
    assert set(changes) == {"Visit", "Members"}
    assert changes["Members"][0] == cast.ana.name
    assert cast.ben.name in changes["Members"][1]
    approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert [a.member for a in visit.assignments.all()] == [cast.ben.member]


def test_a_place_with_a_per_cent_sign_in_its_name_is_told_like_any_other(cast: Cast, plan: PlanVisit) -> None:
    visit = plan()
    Site.objects.filter(pk=visit.job.site_id).update(name="100% Solar %(x)s {0}")
    run("message.send", {"text": "give Ana's visits today to Ben"}, actor=cast.office(), now=NOW)
    deliver()
    approve_item(actor=cast.admin(), now=NOW, item_id=ProposalItem.objects.get().public_id)
    deliver()
    asked = AgentRun.objects.get()
    assert (asked.status, asked.error) == ("done", "")
    told = Message.objects.order_by("pk").last()
    assert told is not None
    assert told.text.startswith(f"{visit.code}, 100% Solar %(x)s {{0}}, Today")
