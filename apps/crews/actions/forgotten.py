"""Check-outs that somebody forgot are proposed, each once, on what speaks for them."""

from datetime import datetime

from django.utils.translation import gettext as _

from apps.core.actions import propose
from apps.core.actor import Actor
from apps.core.markup import zone_of
from apps.core.moments import stamp
from apps.crews.actions.corrections import correction_of, day_in_words
from apps.crews.attendance.evidence import Sign, forgotten
from apps.crews.models import Attendance

SOURCE = "schedule"
LIKELY = 0.6  # a visit that ended or a shift that was over is a good guess, and no more


def propose_check_outs(*, now: datetime) -> int:
    """Propose the check-outs that were forgotten, for the member and who is in charge; how many there are.

    Where nothing speaks for a time, none is proposed: the office sees who forgot, and asks. The same working time is
    proposed once, whatever becomes of it.
    """
    found = [(one.attendance, one.sign) for one in forgotten(now) if one.sign is not None]
    for attendance, sign in found:
        _propose(attendance, sign, now)
    return len(found)


def _propose(attendance: Attendance, sign: Sign, now: datetime) -> None:
    at = _in_words(attendance, sign, now)
    reason = _("Forgotten check-out: %(sign)s.") % {"sign": sign.text}
    propose(
        actor=Actor.clock(),
        now=now,
        title=_("Forgotten check-out: %(what)s") % {"what": day_in_words(attendance)},
        source=SOURCE,
        source_id=attendance.public_id,
        served=attendance.member.user,
        suggestions=[
            correction_of(
                attendance,
                reason,
                {"checked_out_at": sign.at},
                summary=_("Check-out at %(time)s: %(sign)s") % {"time": at, "sign": sign.text},
                brain="rules",
                confidence=LIKELY,
                evidence=[{"start": 0, "end": 0, "text": sign.text}],
            )
        ],
    )


def _in_words(attendance: Attendance, sign: Sign, now: datetime) -> str:
    return stamp(sign.at, now, zone_of(attendance.member.timezone))
