"""Time zones that somebody can name."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from apps.core.errors import BadInput


@cache  # read from hundreds of files each time
def known_zones() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones())


def refuse_unknown_zone(name: str) -> None:
    """Refuse a name that no time zone has; empty means the company's.

    Raises:
        BadInput: with `fields`.
    """
    if name and name not in known_zones():
        sentence = _("There is no such time zone. Write it as America/Chicago, or leave it empty.")
        raise BadInput(sentence, code="no_such_zone", fields={"timezone": sentence})
