"""Who acts in the measurements that take place in this process."""

from django.utils import timezone

from apps.core.actor import Actor, Via
from apps.core.models import Delivery, Lane
from apps.core.relay import fast
from apps.crews.actions import add_user
from apps.crews.models import User
from apps.crews.states import Role


def dispatcher() -> Actor:
    """A dispatcher at her desk."""
    return Actor(person("Dana", Role.DISPATCHER), Via.ADMIN)


def person(name: str, role: Role) -> User:
    """Somebody with this name, made once."""
    email = f"bench-{name.lower()}@example.com"
    found = User.objects.filter(email=email).first()
    return found or add_user(actor=Actor.clock(), now=timezone.now(), email=email, name=name, role=role, invite=False)


def drain_fast() -> None:
    """Leave nothing due behind for the next measurement."""
    while Delivery.objects.filter(state=Delivery.State.DUE, lane=Lane.FAST).exists():
        fast.drain(timezone.now())
