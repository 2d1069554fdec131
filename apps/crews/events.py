"""What can happen to people."""

from apps.core.events import event

USER_ADDED = event("user.added")
USER_CHANGED = event("user.changed")
USER_DEACTIVATED = event("user.deactivated")
USER_REACTIVATED = event("user.reactivated")
CREW_ADDED = event("crew.added")
CREW_CHANGED = event("crew.changed")
CREW_JOINED = event("crew.joined")
CREW_LEFT = event("crew.left")
