"""Positions: typed, or pasted from a map."""

import pytest

from apps.core.errors import BadInput
from apps.jobs.positions import position

HERE = (41.8781, -87.6298)


@pytest.mark.parametrize(
    "text",
    [
        "41.8781, -87.6298",
        "41.8781 -87.6298",
        "(41.8781;-87.6298)",
        "https://www.google.com/maps/place/X/@41.8781,-87.6298,17z/data=!3m1",
        "https://maps.google.com/?q=41.8781,-87.6298",
        "https://www.openstreetmap.org/#map=17/41.8781/-87.6298",
        "https://www.openstreetmap.org/?mlat=41.8781&mlon=-87.6298",
        "geo:41.8781,-87.6298",
    ],
)
def test_it_is_read_from_what_people_paste(text: str) -> None:
    assert position(text) == HERE


@pytest.mark.parametrize(
    "text", ["12 Oak St", "41.8781", "https://maps.app.goo.gl/abc", "91.0, 0.0", "0.5, 181.0", "41,88", "41, 88"]
)
def test_anything_else_is_told_how(text: str) -> None:
    with pytest.raises(BadInput, match="Write latitude and longitude"):
        position(text)


def test_nothing_is_no_position() -> None:
    assert position("  ") is None
