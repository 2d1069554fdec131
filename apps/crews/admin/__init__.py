"""What the office sees of people."""

from apps.crews.admin import words
from apps.crews.admin.crews import CrewAdmin, CrewMembershipAdmin
from apps.crews.admin.people import MemberAdmin, UserAdmin

__all__ = ["CrewAdmin", "CrewMembershipAdmin", "MemberAdmin", "UserAdmin", "words"]
