"""How far sites are from one another."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH = 6371.0  # km, mean radius


class Place(Protocol):
    """Something with a position, in degrees, or none."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


def kilometres(one: Place, other: Place) -> float | None:
    """As the crow flies; None while a position is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    part = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, part)))
