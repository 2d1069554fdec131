"""Whose doings somebody may look into besides their own, and decide about.

The kernel knows no crew: the app that does says so with `answers_for`; selectors of talks and suggestions ask here.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from apps.core.actor import Actor

Charge = Callable[[Actor], "QuerySet[Any]"]
_charges: list[Charge] = []


def answers_for(charge: Charge) -> Charge:
    """Register the users whom an actor answers for."""
    _charges.append(charge)
    return charge


def own_and_in_charge(actor: Actor, column: str) -> Q:
    """The rows whose `column` is the actor, or somebody the actor answers for; none for nobody."""
    if actor.user is None or not actor.user.is_active:
        return Q(pk__in=[])
    found = Q(**{column: actor.user.pk})
    for charge in _charges:
        found |= Q(**{f"{column}__in": charge(actor)})
    return found
