"""What the kernel does by itself each night. The time is edited by administrators; this is where it begins."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.events import FILES_DUE
from apps.core.schedules import Schedule, schedule

LEFTOVER_FILES = schedule(
    Schedule(
        name="leftover_files",
        title=_("Deletion of files that nothing uses"),
        description="Deletes what was brought and never put with anything, a photo's place included, after a day.",
        task="apps.core.tasks.leftover_files",
        event=FILES_DUE,
        at=time(3, 45),
    )
)
