"""The summary as an email: in the reader's language, in the company's time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from apps.core.actor import Actor, Via
from apps.core.moments import clock
from apps.crews.models import User
from apps.jobs.reports.summary import Summary, summary
from apps.notifications.actions import Letter

SOON = timedelta(minutes=15)  # what is written within this is on time
RIGHT = "report.read"


def summary_letter(reader: User, *, at: datetime, now: datetime) -> Letter:
    """Write the day's summary as of `at` for one reader, with what that reader may see."""
    with translation.override(reader.language), timezone.override(timezone.get_default_timezone()):
        told = summary(Actor(reader, Via.SCHEDULE), at)
        context = _context(told, now)
        return Letter(
            subject=str(context["subject"]),
            text=render_to_string("email/daily_summary.txt", context),
            html=render_to_string("email/daily_summary.html", context),
            right=RIGHT,
        )


def _context(told: Summary, now: datetime) -> dict[str, object]:
    words = formats.date_format(told.day, "l"), formats.date_format(told.day, "MONTH_DAY_FORMAT")
    return {
        "summary": told,
        "subject": _("Summary for %(weekday)s, %(date)s") % {"weekday": words[0], "date": words[1]},
        "as_of": clock(told.at),
        "is_late": now - told.at > SOON,
        "site": settings.PUBLIC_URL,
        "company_name": settings.COMPANY_NAME,
        "action_url": f"{settings.PUBLIC_URL}/admin/",
        "action_label": _("Open today"),
        "reason": _("You get this each day because you manage the company's work. An administrator can change that."),
    }
