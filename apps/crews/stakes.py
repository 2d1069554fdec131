"""Which people a suggested change is about, from the members, people and working times it names."""

from collections.abc import Iterable
from uuid import UUID

from apps.core.stakes import people_of
from apps.crews.models import Attendance, Member, User


@people_of("member_id", "member_ids")
def members(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The members themselves."""
    found = Member.objects.filter(public_id__in=ids).values_list("public_id", "user__name")
    return {public_id: [name] for public_id, name in found}


@people_of("user_id")
def people(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The people themselves."""
    return {one: [name] for one, name in User.objects.filter(public_id__in=ids).values_list("public_id", "name")}


@people_of("attendance_id")
def at_work(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Whose working time it is."""
    found = Attendance.objects.filter(public_id__in=ids).values_list("public_id", "member__user__name")
    return {public_id: [name] for public_id, name in found}
