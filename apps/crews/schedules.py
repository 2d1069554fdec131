"""What is due each day for people. The times are edited by administrators; these are where they begin."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.schedules import Schedule, schedule
from apps.crews.events import REQUESTS_DUE

REQUESTS = schedule(
    Schedule(
        name="waiting_requests",
        title=_("Reminders of waiting requests"),
        description="Reminds whoever decides of what has waited for a day, and lets go what nobody decided in time.",
        task="apps.crews.tasks.waiting_requests",
        event=REQUESTS_DUE,
        at=time(8, 0),
    )
)
