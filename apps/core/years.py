"""Years that somebody can mean: beyond them it is a slip, and time zones run out of calendar."""

from datetime import date

from django.utils.translation import gettext as _

from apps.core.errors import BadInput

FIRST, LAST = 2000, 2100


def refuse_other_years(**days: date) -> None:
    """Refuse days and moments whose year nobody can mean, by the names of their arguments.

    Raises:
        BadInput: with `fields`.
    """
    sentence = _("Check the year: it should be between 2000 and 2100.")
    wrong = [name for name, day in days.items() if not FIRST <= day.year <= LAST]
    if wrong:
        raise BadInput(sentence, code="year_out_of_range", fields=dict.fromkeys(wrong, sentence))
