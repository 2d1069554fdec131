"""Short words that jobs are found by."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from apps.core.errors import BadInput

MOST, LONGEST = 12, 40


def clean_tags(typed: Iterable[str]) -> list[str]:
    """Each once, in small letters, without blanks around; in the order they were typed.

    Raises:
        BadInput: one is too long, or there are too many.
    """
    found = list(dict.fromkeys(" ".join(tag.lower().split()) for tag in typed if tag.strip()))
    if any(len(tag) > LONGEST for tag in found):
        raise _wrong(_("A tag has at most %(n)d letters.") % {"n": LONGEST})
    if len(found) > MOST:
        raise _wrong(_("A job has at most %(n)d tags.") % {"n": MOST})
    return found


def _wrong(text: str) -> BadInput:
    return BadInput(text, code="tags", fields={"tags": text})
