"""What the office sees of people."""

from apps.crews.admin import words
from apps.crews.admin.absences import AbsenceAdmin
from apps.crews.admin.attendance import AttendanceAdmin
from apps.crews.admin.crews import CrewAdmin, CrewMembershipAdmin
from apps.crews.admin.people import MemberAdmin, UserAdmin
from apps.crews.admin.requests import StaffRequestAdmin
from apps.crews.admin.shifts import ShiftExceptionAdmin, WorkPatternAdmin
from apps.crews.admin.skills import CertificateAdmin, SkillAdmin
from apps.crews.admin.substitutions import SubstitutionAdmin

__all__ = [
    "AbsenceAdmin",
    "AttendanceAdmin",
    "CertificateAdmin",
    "CrewAdmin",
    "CrewMembershipAdmin",
    "MemberAdmin",
    "ShiftExceptionAdmin",
    "SkillAdmin",
    "StaffRequestAdmin",
    "SubstitutionAdmin",
    "UserAdmin",
    "WorkPatternAdmin",
    "words",
]
