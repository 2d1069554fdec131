"""`crew.unmanage`: a manager answers for a crew no longer."""

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import NotAllowed, NotHere
from apps.crews.actions import manage_crew, unmanage_crew
from apps.crews.models import Crew, User
from apps.crews.selectors import crews_visible_to
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person


@pytest.fixture
def marcus(cast: Cast, crew: Crew) -> User:
    marcus = person("Marcus Bell", Role.MANAGER)
    manage_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, user_id=marcus.public_id)
    return marcus


def unmanage(cast: Cast, crew: Crew, user: User, actor: Actor | None = None) -> Crew:
    return unmanage_crew(actor=actor or cast.admin(), now=NOW, crew_id=crew.public_id, user_id=user.public_id)


def test_the_manager_does_not_see_the_crew_any_more(cast: Cast, crew: Crew, marcus: User) -> None:
    assert crews_visible_to(Actor(marcus, Via.ADMIN)).exists()
    unmanage(cast, crew, marcus)
    assert not crews_visible_to(Actor(marcus, Via.ADMIN)).exists()


def test_an_outsider_is_told_there_is_no_such_crew(cast: Cast, crew: Crew, marcus: User) -> None:
    with pytest.raises(NotHere):
        unmanage(cast, crew, marcus, cast.outsider())
    assert [e.code for e in audited("crew.unmanage", "refused")] == ["not_found"]


def test_neither_a_dispatcher_nor_the_manager_may(cast: Cast, crew: Crew, marcus: User) -> None:
    for actor in (cast.office(), Actor(marcus, Via.ADMIN)):
        with pytest.raises(NotAllowed):
            unmanage(cast, crew, marcus, actor)
    assert [e.code for e in audited("crew.unmanage", "refused")] == ["not_allowed", "not_allowed"]


def test_from_somebody_who_does_not_manage_it_nothing_is_taken(cast: Cast, crew: Crew, marcus: User) -> None:
    with pytest.raises(NotHere):
        unmanage(cast, crew, cast.dana)
    unmanage(cast, crew, marcus)
    with pytest.raises(NotHere):
        unmanage(cast, crew, marcus)


def test_it_is_told_once_with_the_manager(cast: Cast, crew: Crew, marcus: User) -> None:
    unmanage(cast, crew, marcus)
    assert [(e.subject_id, e.payload) for e in events("crew.unmanaged")] == [
        (crew.public_id, {"user": str(marcus.public_id)})
    ]
    assert [e.subject_id for e in audited("crew.unmanage")] == [crew.public_id]
