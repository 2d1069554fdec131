"""Which sentence belongs to which constraint of the database."""

from collections.abc import Callable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from apps.core.errors import Clash, DomainError

_refusals: dict[str, Callable[[], DomainError]] = {}


def refuse_as(constraint: str, make: Callable[[], DomainError]) -> None:
    """Declare what a violation of a named constraint means to a person."""
    _refusals[constraint] = make


def refusal_for(error: IntegrityError) -> DomainError | None:
    """The declared refusal, or a general one for unique and exclusion constraints; None: a bug, let it rise."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if name in _refusals:
        return _refusals[name]()
    if getattr(cause, "sqlstate", None) in ("23505", "23P01"):
        return Clash(_("There is one like this already."), constraint=name)
    return None
