"""“This technician”, “this job”: the page one writes on says whom and what is meant, as far as one may see it."""

import pytest

from apps.crews.models import User
from apps.jobs.models import Site, Visit
from tests.agent.answers.asking import answer, ask
from tests.conftest import Cast, PlanVisit

GATE = "Gate code 4711"


@pytest.mark.parametrize(
    "text",
    [
        "Move this technician's visits today to whoever is free and qualified",
        "Give his visits today to Ben",
        "Pasa las visitas de hoy de este técnico a quien esté libre",
    ],
)
def test_this_technician_is_whose_page_it_is(cast: Cast, plan: PlanVisit, text: str) -> None:
    visit = plan()
    planned = ask(cast.dana, text, page=cast.ana.member.public_id).planned
    assert [one.arguments["visit_id"] for one in planned] == [str(visit.public_id)]
    assert cast.ana.member.public_id.hex not in str(planned[0].arguments["member_ids"]).replace("-", "")


def test_on_a_visits_page_it_is_who_goes_there_alone(cast: Cast, plan: PlanVisit) -> None:
    visit = plan()
    text = "Move this technician's visits today to whoever is free"
    assert len(ask(cast.dana, text, page_visit=visit.public_id).planned) == 1


def test_without_a_page_nobody_is_guessed(cast: Cast, plan: PlanVisit) -> None:
    plan()
    response = ask(cast.dana, "Move this technician's visits today to whoever is free")
    assert (response.planned, response.remarks) == ((), ("Whose visits? Write the name.",))


def test_a_name_wins_over_the_page(cast: Cast, plan: PlanVisit) -> None:
    visit = plan()
    planned = ask(cast.dana, "give Ana's visits today to Ben", page=cast.charlie.member.public_id).planned
    assert [one.arguments["visit_id"] for one in planned] == [str(visit.public_id)]


def test_this_job_is_the_one_whose_page_it_is(cast: Cast, oak: Site, visit: Visit) -> None:
    assert GATE in answer(cast.dana, "how do I get in for this job?", page=visit.job.public_id)
    assert GATE in answer(cast.dana, "how do I get in?", page_visit=visit.public_id)


@pytest.mark.parametrize("kind", ["job", "visit"])
def test_a_page_of_somebody_elses_job_tells_an_outsider_nothing(cast: Cast, oak: Site, visit: Visit, kind: str) -> None:
    outsider: User = cast.charlie
    told = answer(
        outsider,
        "how do I get in for this job?",
        page=visit.job.public_id if kind == "job" else None,
        page_visit=visit.public_id if kind == "visit" else None,
    )
    assert GATE not in told


def test_a_page_of_a_member_out_of_sight_is_nobody(cast: Cast, plan: PlanVisit) -> None:
    plan()
    assert not ask(cast.charlie, "Give his visits today to Ben", page=cast.ana.member.public_id).planned
