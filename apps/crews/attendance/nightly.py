"""What is done about attendance each night. The times are edited by administrators; these are where they begin."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.schedules import Schedule, schedule
from apps.crews.events import ATTENDANCE_DUE

CHECK_OUTS = schedule(
    Schedule(
        name="forgotten_check_outs",
        title=_("Forgotten check-outs"),
        description="Proposes a check-out for who is still checked in long after the work was over.",
        task="apps.crews.tasks.forgotten_check_outs",
        event=ATTENDANCE_DUE,
        at=time(5, 0),
    )
)
POSITIONS = schedule(
    Schedule(
        name="old_positions",
        title=_("Deletion of old positions"),
        description="Deletes where people checked in and out once the configured days are over.",
        task="apps.crews.tasks.old_positions",
        event=ATTENDANCE_DUE,
        at=time(3, 30),
    )
)
