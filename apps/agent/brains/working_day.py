"""The working day by message: which tap it stands for, whether that fits, and what is answered, in two languages."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils import timezone

from apps.agent.brains.base import PlanRequest
from apps.agent.brains.rules.when import days_in
from apps.agent.saying import say
from apps.agent.understanding import AttendanceAction, Language
from apps.core.markup import zone_of
from apps.core.moments import clock
from apps.crews.models import Attendance
from apps.crews.states import ATTENDANCE, AttendanceStatus

A, S = AttendanceAction, AttendanceStatus
OUT = S.CHECKED_OUT
# The command of each, and where it leads.
TAPS: dict[AttendanceAction, tuple[str, AttendanceStatus]] = {
    A.CHECK_IN: ("attendance.check_in", S.CHECKED_IN),
    A.BREAK_START: ("attendance.start_break", S.ON_BREAK),
    A.BREAK_END: ("attendance.end_break", S.CHECKED_IN),
    A.CHECK_OUT: ("attendance.check_out", S.CHECKED_OUT),
}
_SUGGESTED: dict[str, tuple[str, str]] = {
    "attendance.check_in": ("Check in at {time}", "Registrar la entrada a las {time}"),
    "attendance.start_break": ("Start a break at {time}", "Empezar un descanso a las {time}"),
    "attendance.end_break": ("End the break at {time}", "Terminar el descanso a las {time}"),
    "attendance.check_out": ("Check out at {time}", "Registrar la salida a las {time}"),
}
_DONE: dict[str, tuple[str, str]] = {
    "attendance.check_in": ("You are checked in since {time}.", "Su entrada quedó registrada a las {time}."),
    "attendance.start_break": ("Your break began at {time}.", "Su descanso empezó a las {time}."),
    "attendance.end_break": ("Your break ended at {time}.", "Su descanso terminó a las {time}."),
    "attendance.check_out": ("You are checked out since {time}.", "Su salida quedó registrada a las {time}."),
}
_OUT_ALREADY = (
    "You are not checked in. Check in on the page Today, or write that you are starting.",
    "No tiene entrada registrada. Regístrela en la página Today, o escriba que empieza.",
)
_NOT_FROM: dict[str, tuple[str, str]] = {
    S.CHECKED_IN: (
        "You are checked in since {time}, and not on a break.",
        "Su entrada está registrada desde las {time}, y no está en descanso.",
    ),
    S.ON_BREAK: (
        "You are on a break. Write that you are back, or that you are done for today.",
        "Está en descanso. Escriba que volvió, o que terminó por hoy.",
    ),
}
_OTHER_TIME = (
    "Only what happens now can be noted by message. For another time use My hours on the page Today.",
    "Por mensaje solo se puede anotar lo que pasa ahora. Para otra hora use My hours en la página Today.",
)
_CLOCK = re.compile(
    r"\b(?i:at|since|from|around|a las?|desde las?) (\d{1,2})(?:[:.](\d{2}))?(?!\d)"
    r"(?! (?:[A-Z]|(?i:[\w']+ (?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|ct|court)\b)))"
)
_AS_GOOD_AS_NOW = 15  # minutes
_HALF_A_DAY = 12 * 60


@dataclass(slots=True)
class Day:
    """Somebody's working day as it would stand after what is planned so far."""

    open: Attendance | None
    status: str
    at: datetime
    zone: tzinfo

    @classmethod
    def of(cls, request: PlanRequest) -> "Day":
        """As it stands when the message is worked on; taps count from when it was written."""
        day, member = request.facts.day, request.facts.member
        zone = zone_of(member.timezone) if member else timezone.get_default_timezone()
        return cls(day, day.status if day else OUT, request.written_at, zone)

    @property
    def on_break(self) -> bool:
        """Whether there is a break to end."""
        return self.status == S.ON_BREAK

    def takes(self, action: AttendanceAction) -> bool:
        """Whether that tap fits now; if it does, the day goes on from there."""
        to = TAPS[action][1]
        fits = self.status == OUT if action == A.CHECK_IN else ATTENDANCE.allows(self.status, to)
        if fits and action == A.BREAK_END:
            fits = self.on_break
        if fits:
            self.status = to
        return fits


def summary(action: AttendanceAction, day: Day, lang: Language) -> str:
    """What is suggested, in a few words."""
    return say(lang, *_SUGGESTED[TAPS[action][0]], time=clock(day.at, day.zone))


def is_of_now(clause: str, day: Day) -> bool:
    """Whether the words name no other day and no other time of day than those at which they were written."""
    today = day.at.astimezone(day.zone).date()
    days = days_in(clause, today)
    if days is not None and days.first < today:
        return False
    told = _CLOCK.search(clause)
    if told is None or int(told[1]) > 24 or int(told[2] or 0) > 59:
        return True
    local = day.at.astimezone(day.zone)
    apart = (int(told[1]) * 60 + int(told[2] or 0) - local.hour * 60 - local.minute) % _HALF_A_DAY
    return min(apart, _HALF_A_DAY - apart) <= _AS_GOOD_AS_NOW


def other_time(lang: Language) -> str:
    """What to do about a tap of another time."""
    return say(lang, *_OTHER_TIME)


def refusal(day: Day, lang: Language) -> str:
    """Why the tap does not fit, and what to write instead."""
    if day.status == OUT or day.open is None:
        return say(lang, *_OUT_ALREADY)
    return say(lang, *_NOT_FROM[day.status], time=clock(day.open.checked_in_at, day.zone))


def done(command: str, attendance: Attendance, lang: Language) -> str:
    """What was done, with the moment that counts."""
    mark = attendance.marks.order_by("-id").first()
    time = clock(mark.at if mark else attendance.checked_in_at, zone_of(attendance.member.timezone))
    return say(lang, *_DONE[command], time=time)
