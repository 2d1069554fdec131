"""The tables of lives: every status has its row and its look, and what visits say of their job is a table too."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from apps.agent.states import RUN, RunStatus
from apps.core.errors import IllegalTransition
from apps.core.lifecycle import Lifecycle
from apps.jobs.states import (
    ENDED,
    INCIDENT,
    JOB,
    OPEN,
    PLANNABLE,
    SEVERITY_LOOKS,
    VISIT,
    IncidentStatus,
    JobStatus,
    Outcome,
    Severity,
    VisitStatus,
    derive_job,
    stand,
)
from tests.jobs.oracle import DONE, NOTHING, SAYS, TABLE, UNDONE, row_of, rows_of_visits, says

LIVES = [(VISIT, VisitStatus), (JOB, JobStatus), (INCIDENT, IncidentStatus), (RUN, RunStatus)]
J, V = JobStatus, VisitStatus


@pytest.mark.parametrize(("life", "statuses"), LIVES, ids=["visit", "job", "incident", "run"])
def test_every_status_has_a_row_and_a_look_and_leads_to_known_ones(life: Lifecycle, statuses: type[Any]) -> None:
    every = set(statuses.values)
    assert set(life.moves) == set(life.looks) == every
    assert all(targets <= every for targets in life.moves.values())
    assert all(look.label and look.icon and look.tone for look in life.looks.values())


@pytest.mark.parametrize(("life", "statuses"), LIVES, ids=["visit", "job", "incident", "run"])
def test_every_pair_is_allowed_or_refused_in_words(life: Lifecycle, statuses: Any) -> None:
    for old, new in product(list(statuses), list(statuses)):
        if new in life.moves[old]:
            life.check(old, new)
            continue
        with pytest.raises(IllegalTransition) as refused:
            life.check(old, new)
        assert str(life.looks[old].label).lower() in refused.value.message
        assert refused.value.details == {"status": old}


def test_a_status_nobody_knows_leads_nowhere() -> None:
    assert not VISIT.allows("exploded", V.COMPLETED)
    assert not VISIT.allows(V.DRAFT, "exploded")


def test_every_severity_has_a_look() -> None:
    assert set(SEVERITY_LOOKS) == set(Severity)


def test_every_outcome_is_a_status_in_which_a_visit_can_end() -> None:
    assert {V(o) for o in Outcome} == ENDED - {V.CANCELLED}
    assert set(V) == OPEN | ENDED
    assert not OPEN & ENDED


def test_where_a_job_stands_is_what_the_table_says_for_every_row_of_up_to_three_visits() -> None:
    rows = rows_of_visits(3)
    assert len(rows) == 1 + 9 + 9**2 + 9**3
    assert {row_of(visits) for visits in rows} == set(TABLE)
    wrong = [
        (str(stands), visits, stand(stands, visits), says(stands, visits))
        for stands in J
        for visits in rows
        if stand(stands, visits) != says(stands, visits)
    ]
    assert wrong == []


def test_every_status_of_a_visit_says_something_and_every_row_of_the_table_is_there() -> None:
    assert set(SAYS) == set(V)
    assert set(TABLE) == set(product((True, False), (True, False), (NOTHING, DONE, UNDONE)))


@given(some.lists(some.sampled_from(V), min_size=4, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_job_with_many_visits_is_derived_by_the_same_table(visits: list[VisitStatus]) -> None:
    assert derive_job(visits) == says(J.READY, visits)
    assert derive_job(visits) == derive_job([v for v in visits if v != V.CANCELLED])
    assert derive_job(visits).status in PLANNABLE - {J.DRAFT}
