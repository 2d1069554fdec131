"""Years that somebody can mean: beyond them it is a slip, and time zones run out of calendar."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from apps.core.errors import BadInput

FIRST, LAST = 2000, 2100


def refuse_other_years(first: int = FIRST, /, **days: date) -> None:
    """Refuse days and moments whose year nobody can mean, by the names of their arguments.

    Args:
        first: the earliest year that can be meant.

    Raises:
        BadInput: with `fields`.
    """
    sentence = _("Check the year: it should be between %(first)d and %(last)d.") % {"first": first, "last": LAST}
    wrong = [name for name, day in days.items() if not first <= day.year <= LAST]
    if wrong:
        raise BadInput(sentence, code="year_out_of_range", fields=dict.fromkeys(wrong, sentence))


def refuse_no_moments(**moments: datetime | None) -> None:
    """Refuse moments without a time zone and of years nobody can mean; None is no moment and is left alone.

    Raises:
        BadInput: with `fields`.
    """
    given = {name: moment for name, moment in moments.items() if moment is not None}
    sentence = _("Times need a time zone, as 2026-01-31T14:00:00-05:00.")
    wrong = [name for name, moment in given.items() if moment.tzinfo is None]
    if wrong:
        raise BadInput(sentence, code="time_zone_missing", fields=dict.fromkeys(wrong, sentence))
    refuse_other_years(**given)
