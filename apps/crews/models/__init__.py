"""The tables of people."""

from apps.crews.models.absences import Absence
from apps.crews.models.attendance import Attendance, AttendanceBreak, AttendanceMark
from apps.crews.models.crews import Crew, CrewManager, CrewMembership, Substitution
from apps.crews.models.people import Invitation, Member, User, UserManager
from apps.crews.models.requests import RequestFile, RequestNote, StaffRequest
from apps.crews.models.shifts import Shift, ShiftException, Weekday, WorkPattern
from apps.crews.models.skills import Certificate, Skill

__all__ = [
    "Absence",
    "Attendance",
    "AttendanceBreak",
    "AttendanceMark",
    "Certificate",
    "Crew",
    "CrewManager",
    "CrewMembership",
    "Invitation",
    "Member",
    "RequestFile",
    "RequestNote",
    "Shift",
    "ShiftException",
    "Skill",
    "StaffRequest",
    "Substitution",
    "User",
    "UserManager",
    "Weekday",
    "WorkPattern",
]
