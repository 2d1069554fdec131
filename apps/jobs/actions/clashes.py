"""Naming what is in the way, in words a dispatcher can act on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core.errors import Clash
from apps.crews.models import Member
from apps.jobs.models import Assignment, Visit
from apps.jobs.selectors import clashes


def refuse_clashes(members: Iterable[Member], start: datetime, end: datetime, *, besides: Visit | None = None) -> None:
    """Refuse when one of these members is booked in that time; their rows are locked by the caller.

    Raises:
        Clash: "Ana has another visit 14:00–15:30 (WH-1042)."; `details["clashes"]` name each.
    """
    found = list(clashes(members, start, end, besides=besides))
    if found:
        raise Clash(" ".join(map(_sentence, found)), code="double_booking", clashes=[_facts(a) for a in found])


def _sentence(assignment: Assignment) -> str:
    return _("%(name)s has another visit %(from)s–%(to)s (%(code)s).") % {
        "name": assignment.member.user.name,
        "from": _clock(assignment.during.lower),
        "to": _clock(assignment.during.upper),
        "code": assignment.visit.code,
    }


def _clock(moment: datetime) -> str:
    return formats.time_format(timezone.localtime(moment), "H:i")


def _facts(assignment: Assignment) -> dict[str, Any]:
    return {
        "member": str(assignment.member.public_id),
        "visit": str(assignment.visit.public_id),
        "code": assignment.visit.code,
        "from": assignment.during.lower.isoformat(),
        "to": assignment.during.upper.isoformat(),
    }
