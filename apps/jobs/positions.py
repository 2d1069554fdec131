"""Positions as people have them: two numbers, or the address of a map."""

import re

from django.utils.translation import gettext as _

from apps.core.errors import BadInput

NUMBER = r"(-?\d{1,3}(?:\.\d+)?)"
EXACT = r"(-?\d{1,3}\.\d+)"  # "41,88" is one number to half of the world
PLAIN = re.compile(rf"\(?\s*{EXACT}\s*[,; ]\s*{EXACT}\s*\)?")
# @41.88,-87.63 · q=41.88,-87.63 · #map=15/41.88/-87.63 · mlat=41.88&mlon=-87.63 · geo:41.88,-87.63
IN_LINKS = (
    re.compile(rf"[@=:]{NUMBER},\s*{NUMBER}"),
    re.compile(rf"mlat={NUMBER}&mlon={NUMBER}"),
    re.compile(rf"map=\d+/{NUMBER}/{NUMBER}"),
)


def position(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where nothing is written.

    Raises:
        BadInput: it is neither two numbers nor an address of a map that has them, or there is no such place.
    """
    told = text.strip()
    if not told:
        return None
    match = PLAIN.fullmatch(told) or next((found for link in IN_LINKS if (found := link.search(told))), None)
    if match is None:
        raise _wrong(_("No position could be read from this."))
    latitude, longitude = float(match[1]), float(match[2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _wrong(_("There is no such place."))
    return latitude, longitude


def _wrong(what: str) -> BadInput:
    how = _("Write latitude and longitude, such as “41.8781, -87.6298”, or paste the address of a map.")
    return BadInput(f"{what} {how}", fields={"position": f"{what} {how}"})
