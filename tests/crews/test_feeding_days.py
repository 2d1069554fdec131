"""Who hears at once that somebody's days changed: the office, themselves, and who answers for them."""

from typing import Any

from apps.core.actor import OFFICE, user_audience
from apps.core.models import FeedEntry
from apps.core.relay import fast
from apps.crews.actions import change_user, invite_user, join_crew
from apps.crews.models import CrewManager, CrewMembership
from apps.crews.states import Role
from tests.conftest import NOW, Cast, person
from tests.crews.shifting import away, week


def told(name: str) -> set[str]:
    while fast.drain(NOW):
        pass
    return set(FeedEntry.objects.filter(event__name=name).values_list("audience", flat=True))


def test_shifts_and_absences_are_told_to_those_concerned(cast: Cast, membership: CrewMembership) -> None:
    mona, other = person("Mona Reed", Role.MANAGER), person("Otto Kern", Role.MANAGER)
    CrewManager.objects.create(crew=membership.crew, user=mona, created_at=NOW, updated_at=NOW)
    week(cast)
    away(cast)
    concerned = {OFFICE, user_audience(cast.ana.pk), user_audience(mona.pk)}
    for name in ("shifts.changed", "absence.added"):
        assert told(name) == concerned, name
        assert user_audience(other.pk) not in told(name)


def test_who_leads_a_crew_is_told_what_changes_of_its_people(cast: Cast, membership: CrewMembership) -> None:
    known: dict[str, Any] = {"crew_id": membership.crew.public_id, "since": membership.since}
    join_crew(actor=cast.admin(), now=NOW, member_id=cast.ben.member.public_id, **known)
    change_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, name="Ben O. Okafor", role=Role.TECHNICIAN)
    invite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    for name in ("user.changed", "user.invited"):
        assert told(name) >= {OFFICE, user_audience(cast.ben.pk), user_audience(cast.ana.pk)}, name
