"""When the jobs of maintenance plans are made. Administrators edit the time; this is where it begins."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.schedules import Schedule, schedule
from apps.jobs.events import PLANS_DUE

MAINTENANCE = schedule(
    Schedule(
        name="maintenance",
        title=_("Jobs of maintenance plans"),
        description="Makes the jobs of maintenance plans whose time has come, and tries again what failed before.",
        task="apps.jobs.tasks.maintenance",
        event=PLANS_DUE,
        at=time(4, 0),
    )
)
