"""What belongs to people's days: papers, shifts, absences, attendance, requests."""

from collections.abc import Callable
from datetime import time, timedelta

from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.models import StoredFile
from apps.crews.models import (
    Absence,
    Attendance,
    Certificate,
    Member,
    RequestFile,
    ShiftException,
    Skill,
    StaffRequest,
    Substitution,
    User,
    WorkPattern,
)
from apps.crews.states import AbsenceKind, AttendanceStatus, RequestKind
from tests.access.world import World
from tests.conftest import HOUR, NOW

STAMPS = {"created_at": NOW, "updated_at": NOW}
TODAY = NOW.date()


def days(world: World, owners: tuple[str, ...]) -> None:
    """A row of each kind for each of them, past the verbs: to be swapped as these come."""
    north, south = (Skill.objects.create(name=name, **STAMPS) for name in ("Gas", "Lifts"))
    world.own(north, *(name for name in owners if world.belongs(name) == "north"), telltale="description")
    world.own(south, *(name for name in owners if world.belongs(name) == "south"), telltale="description")
    _stand_ins(world)
    for number, name in enumerate(owners, start=1):
        user = world.user(name)
        _papers(world, name, user.member, north if world.belongs(name) == "north" else south)
        _hours(world, name, user.member)
        _asks(world, name, user, number)


def _asks(world: World, name: str, user: User, number: int) -> None:
    asked = StaffRequest.objects.create(number=number, requester=user, kind=RequestKind.OVERTIME, hours=2, **STAMPS)
    world.own(asked, name, telltale="text")

    def attach(stored: StoredFile) -> None:
        RequestFile.objects.create(request=asked, file=stored, **STAMPS)

    _file(world, name, attach)


def _stand_ins(world: World) -> None:
    for names in (("mia", "ada"), ("max", "dana")):
        away, substitute = (world.user(name) for name in names)
        row = Substitution.objects.create(user=away, substitute=substitute, since=TODAY, until=TODAY, **STAMPS)
        world.own(row, *names)


def _papers(world: World, name: str, member: Member, skill: Skill) -> None:
    paper = Certificate.objects.create(member=member, skill=skill, valid_from=TODAY, **STAMPS)
    world.own(paper, name, telltale="number")

    def attach(stored: StoredFile) -> None:
        Certificate.objects.filter(pk=paper.pk).update(document=stored)

    _file(world, name, attach)


def _hours(world: World, name: str, member: Member) -> None:
    world.own(WorkPattern.objects.create(member=member, since=TODAY, **STAMPS), name)
    day = ShiftException.objects.create(
        member=member, day=TODAY + timedelta(days=9), start=time(8), end=time(12), **STAMPS
    )
    world.own(day, name, telltale="note")
    away = Absence.objects.create(
        member=member, kind=AbsenceKind.TIME_OFF, start=NOW + 99 * HOUR, end=NOW + 100 * HOUR, **STAMPS
    )
    world.own(away, name, telltale="note")
    worked = Attendance.objects.create(
        member=member, status=AttendanceStatus.CHECKED_OUT, checked_in_at=NOW, checked_out_at=NOW + HOUR, **STAMPS
    )
    world.own(worked, name, telltale="note")


def _file(world: World, name: str, attach: Callable[[StoredFile], object]) -> None:
    """A file that somebody of the office brought, so that it is seen through what it belongs to."""
    stored = keep_file(
        actor=world.people["dana"].actor, now=NOW, name="paper.pdf", content=ContentFile(b"%PDF-1.4 paper")
    )
    world.own(stored, name, "dana", telltale="name")
    attach(stored)
