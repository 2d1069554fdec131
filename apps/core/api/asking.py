"""Who asks, through the API."""

from typing import cast

from django.http import HttpRequest

from apps.core.actor import Actor, Person, Via


def actor_of(request: HttpRequest) -> Actor:
    """The person of this request; the API's sign-in classes let no anonymous one in."""
    return Actor(user=cast(Person, request.user), via=Via.API)
