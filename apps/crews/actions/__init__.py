"""The verbs about people."""

from apps.crews.actions.crews import add_crew, change_crew, join_crew, leave_crew
from apps.crews.actions.managing import manage_crew, unmanage_crew
from apps.crews.actions.members import change_member
from apps.crews.actions.users import add_user, change_user, deactivate_user, reactivate_user

__all__ = [
    "add_crew",
    "add_user",
    "change_crew",
    "change_member",
    "change_user",
    "deactivate_user",
    "join_crew",
    "leave_crew",
    "manage_crew",
    "reactivate_user",
    "unmanage_crew",
]
