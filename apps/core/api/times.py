"""Moments and days that people ask for."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BeforeValidator


def _no_number(value: Any) -> Any:
    """Pydantic takes seconds since 1970 for a time, too; the document does not say so."""
    if isinstance(value, str) and "-" not in value[1:]:
        raise ValueError(_("must be a date and time with its zone, as 2026-01-31T14:00:00-05:00"))
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError(_("is too far away")) from None


Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_in_utc)]
