"""What is done about runs each night. The time is edited by administrators; this is where it begins."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.agent.events import RUNS_DUE
from apps.core.schedules import Schedule, schedule

CHECKPOINTS = schedule(
    Schedule(
        name="old_checkpoints",
        title=_("Deletion of what ended agent runs kept for going on"),
        description="Deletes the checkpoints of runs that ended a day ago, and readings whose day is over. What was "
        "said, decided and done stays.",
        task="apps.agent.tasks.old_checkpoints",
        event=RUNS_DUE,
        at=time(3, 45),
    )
)
