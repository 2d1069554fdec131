"""Crews that several tests begin with."""

from datetime import date

import pytest

from apps.crews.actions import add_crew, join_crew
from apps.crews.models import Crew, CrewMembership
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
