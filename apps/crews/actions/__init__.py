"""The verbs about people."""

from apps.crews.actions.crews import add_crew, change_crew, join_crew, leave_crew
from apps.crews.actions.users import add_user, change_user, deactivate_user, reactivate_user

__all__ = [
    "add_crew",
    "add_user",
    "change_crew",
    "change_user",
    "deactivate_user",
    "join_crew",
    "leave_crew",
    "reactivate_user",
]
