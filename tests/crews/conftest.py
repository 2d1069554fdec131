"""Crews that several tests begin with."""

from datetime import date

import pytest

from apps.crews.actions import add_certificate, add_crew, add_skill, join_crew
from apps.crews.models import Certificate, Crew, CrewMembership, Skill
from tests.conftest import NOW, Cast


@pytest.fixture
def crew(cast: Cast) -> Crew:
    return add_crew(actor=cast.admin(), now=NOW, name="North")


@pytest.fixture
def membership(cast: Cast, crew: Crew) -> CrewMembership:
    """Ana leads the crew since January."""
    return join_crew(
        actor=cast.admin(),
        now=NOW,
        crew_id=crew.public_id,
        member_id=cast.ana.member.public_id,
        since=date(2026, 1, 5),
        is_lead=True,
    )


@pytest.fixture
def gas(cast: Cast) -> Skill:
    return add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")


@pytest.fixture
def licence(cast: Cast, gas: Skill) -> Certificate:
    """Ana's, at level 2, until the end of March."""
    return add_certificate(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ana.member.public_id,
        skill_id=gas.public_id,
        level=2,
        number="RI-G-1",
        valid_from=date(2025, 4, 1),
        valid_until=date(2026, 3, 31),
    )
