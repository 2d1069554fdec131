"""When certificates are looked through. Administrators edit the time; this is where it begins."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.core.schedules import Schedule, schedule
from apps.crews.events import CERTIFICATES_DUE

CERTIFICATE_REMINDERS = schedule(
    Schedule(
        name="certificate_reminders",
        title=_("Reminders of certificates"),
        description="Reminds members and who is in charge of them 60, 30 and 7 days before a certificate expires.",
        task="apps.crews.tasks.certificate_reminders",
        event=CERTIFICATES_DUE,
        at=time(6, 30),
    )
)
