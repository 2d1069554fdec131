"""When reports are due. Their times are edited by administrators; these are where they begin."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.schedules import Schedule, schedule
from apps.jobs.events import REPORT_DUE

DAILY_SUMMARY = schedule(
    Schedule(
        name="daily_summary",
        title=_("Summary of the day"),
        description="Emails the managers what is planned today, how yesterday went, and what waits for them.",
        task="apps.jobs.tasks.daily_summary",
        event=REPORT_DUE,
        at=time(7, 0),
    )
)
