"""`crew.manage`: a manager answers for a crew from now on."""

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, Clash, NotAllowed, NotHere
from apps.crews.actions import change_user, manage_crew
from apps.crews.models import Crew, CrewMembership, User
from apps.crews.selectors import crews_visible_to, members_visible_to, users_visible_to
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person


@pytest.fixture
def marcus(cast: Cast) -> User:
    return person("Marcus Bell", Role.MANAGER)


def manage(cast: Cast, crew: Crew, user: User, actor: Actor | None = None) -> Crew:
    return manage_crew(actor=actor or cast.admin(), now=NOW, crew_id=crew.public_id, user_id=user.public_id)


def test_the_manager_sees_the_crew_and_its_people_from_then_on(
    cast: Cast, membership: CrewMembership, marcus: User
) -> None:
    actor = Actor(marcus, Via.ADMIN)
    assert not crews_visible_to(actor).exists()
    assert not members_visible_to(actor).exists()
    manage(cast, membership.crew, marcus)
    assert list(crews_visible_to(actor)) == [membership.crew]
    assert list(members_visible_to(actor)) == [cast.ana.member]
    assert set(users_visible_to(actor)) == {marcus, cast.ana}


def test_an_outsider_is_told_there_is_no_such_crew(cast: Cast, crew: Crew, marcus: User) -> None:
    with pytest.raises(NotHere):
        manage(cast, crew, marcus, cast.outsider())
    assert [e.code for e in audited("crew.manage", "refused")] == ["not_found"]


def test_neither_a_dispatcher_may_nor_the_manager_themselves(cast: Cast, crew: Crew, marcus: User) -> None:
    with pytest.raises(NotAllowed):
        manage(cast, crew, marcus, cast.office())
    with pytest.raises(NotHere):
        manage(cast, crew, marcus, Actor(marcus, Via.ADMIN))
    assert [e.code for e in audited("crew.manage", "refused")] == ["not_allowed", "not_found"]


@pytest.mark.parametrize("who", ["dana", "ana"])
def test_only_managers_manage(cast: Cast, crew: Crew, who: str) -> None:
    with pytest.raises(BadInput) as refused:
        manage(cast, crew, getattr(cast, who))
    assert "user_id" in refused.value.details["fields"]


def test_nobody_manages_a_crew_twice(cast: Cast, crew: Crew, marcus: User) -> None:
    manage(cast, crew, marcus)
    with pytest.raises(Clash) as refused:
        manage(cast, crew, marcus)
    assert refused.value.code == "already_manages"


def test_who_is_no_manager_any_more_sees_nothing_of_it(cast: Cast, crew: Crew, marcus: User) -> None:
    manage(cast, crew, marcus)
    changed = change_user(actor=cast.admin(), now=NOW, user_id=marcus.public_id, name=marcus.name, role=Role.TECHNICIAN)
    assert not crews_visible_to(Actor(changed, Via.ADMIN)).exists()


def test_it_is_told_once_with_the_manager(cast: Cast, crew: Crew, marcus: User) -> None:
    manage(cast, crew, marcus)
    assert [(e.subject_id, e.payload) for e in events("crew.managed")] == [
        (crew.public_id, {"user": str(marcus.public_id)})
    ]
    assert [e.subject_id for e in audited("crew.manage")] == [crew.public_id]
