"""What the office sees of people."""

from apps.crews.admin import words
from apps.crews.admin.absences import AbsenceAdmin
from apps.crews.admin.crews import CrewAdmin, CrewMembershipAdmin
from apps.crews.admin.people import MemberAdmin, UserAdmin
from apps.crews.admin.shifts import ShiftExceptionAdmin, WorkPatternAdmin

__all__ = [
    "AbsenceAdmin",
    "CrewAdmin",
    "CrewMembershipAdmin",
    "MemberAdmin",
    "ShiftExceptionAdmin",
    "UserAdmin",
    "WorkPatternAdmin",
    "words",
]
