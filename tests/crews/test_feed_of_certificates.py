"""Changes of certificates reach the pages of the office, of whose they are, and of who is in charge; nobody else's."""

from datetime import datetime

import pytest

from apps.core import feed
from apps.core.actor import Actor, Via
from apps.core.relay import fast
from apps.crews.actions import withdraw_certificate
from apps.crews.models import Certificate, CrewManager, CrewMembership, User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, person

pytestmark = pytest.mark.django_db(transaction=True)


def heard(cursor: str, user: User) -> list[str]:
    return [item.name for item in feed.since(cursor, Actor(user, Via.API).audiences).items]


def test_who_hears_of_it(cast: Cast, membership: CrewMembership, licence: Certificate) -> None:
    marcus, nora = person("Marcus Bell", Role.MANAGER), person("Nora Quist", Role.MANAGER)
    CrewManager.objects.create(crew=membership.crew, user=marcus, created_at=NOW, updated_at=NOW)
    drain(NOW)
    cursor = feed.now_cursor()
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Taken back")
    drain(NOW)
    told = {user.name for user in (cast.dana, cast.ana, cast.ben, marcus, nora) if heard(cursor, user)}
    assert told == {"Dana Reyes", "Ana Silva", "Marcus Bell"}
    assert heard(cursor, cast.ana) == ["certificate.withdrawn"]


def drain(now: datetime) -> None:
    while fast.drain(now):
        pass
