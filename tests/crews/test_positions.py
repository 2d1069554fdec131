"""Where people checked in is kept for a while, for themselves and for who has the right to it."""

from datetime import timedelta
from typing import Any

from apps.core.actor import Actor, Via
from apps.crews.actions import check_in, delete_positions
from apps.crews.attendance.taps import Position
from apps.crews.models import AttendanceMark
from apps.crews.selectors import positions_visible_to
from apps.crews.states import RIGHTS, Role
from tests.conftest import HOUR, NOW, Cast, person
from tests.crews.working import at_work

HERE = Position(latitude=41.82399, longitude=-71.41283, accuracy_m=12.5)


def kept() -> list[tuple[Any, ...]]:
    return list(AttendanceMark.objects.order_by("id").values_list("latitude", "longitude", "accuracy_m"))


def test_it_is_deleted_when_its_days_are_over_and_the_tap_stays(cast: Cast, settings: Any) -> None:
    settings.POSITION_DAYS = 30
    at_work(cast, position=HERE)
    check_in(actor=cast.outsider(), now=NOW + 2 * HOUR, position=HERE)
    assert delete_positions(now=NOW + timedelta(days=30)) == 0
    assert delete_positions(now=NOW + timedelta(days=30) + HOUR) == 1
    assert kept() == [(None, None, None), (41.82399, -71.41283, 12.5)]
    assert AttendanceMark.objects.filter(at=NOW).exists()


def test_twice_is_no_harm(cast: Cast) -> None:
    at_work(cast, position=HERE)
    later = NOW + timedelta(days=400)
    assert (delete_positions(now=later), delete_positions(now=later)) == (1, 0)


def test_oneself_and_who_has_the_right_and_nobody_else(cast: Cast) -> None:
    at_work(cast, position=HERE)
    assert positions_visible_to(cast.field()).count() == 1
    assert positions_visible_to(cast.admin()).count() == 1
    for actor in (cast.outsider(), cast.office(), Actor(person("Rita Reader", Role.READ_ONLY), Via.API)):
        assert not positions_visible_to(actor).exists()
    manager = Actor(person("Marcus Bell", Role.MANAGER), Via.ADMIN)
    assert not positions_visible_to(manager).exists(), "Ana is in none of his crews"


def test_the_right_is_the_managers_and_the_administrators() -> None:
    assert {r for r, rights in RIGHTS.items() if "attendance.read_position" in rights} == {
        Role.MANAGER,
        Role.ADMINISTRATOR,
    }
