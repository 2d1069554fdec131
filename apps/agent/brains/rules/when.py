"""Which days and which part of a day a message names, in English or Spanish, counted from the writer's own today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from apps.agent.brains.rules.tokens import LIMIT, Token, tokenise, words

DAY = timedelta(days=1)
WEEKDAYS = {
    word: number
    for number, names in enumerate(
        (
            "monday mon lunes",
            "tuesday tue tues martes",
            "wednesday wed miercoles",
            "thursday thu thur thurs jueves",
            "friday fri viernes",
            "saturday sat sabado",
            "sunday sun domingo",
        )
    )
    for word in names.split()
}
MONTHS = {
    word: number
    for number, names in enumerate(
        (
            "january jan enero",
            "february feb febrero",
            "march mar marzo",
            "april apr abril",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto",
            "september sep sept septiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre",
        ),
        start=1,
    )
    for word in names.split()
}
NUMBERS = {
    word: number
    for number, names in enumerate(
        (
            "a an one un una uno",
            "two dos",
            "three tres",
            "four cuatro",
            "five cinco",
            "six seis",
            "seven siete",
            "eight ocho",
            "nine nueve",
            "ten diez",
        ),
        start=1,
    )
    for word in names.split()
}
NEXT = words("next proximo proxima siguiente")
UNTIL = words("to until till through thru hasta al a and y")
TODAY = words("today tonight hoy")
NOON = 12
YESTERDAY = words("yesterday ayer anoche")
LONGEST = 60  # days away that somebody asks for in one message


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included; `sure` when it can be read in one way only."""

    first: date
    last: date
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    first: int  # which word it begins with
    last: int
    day: date
    sure: bool = True


def days_in(text: str, today: date, *, spanish: bool = False) -> Days | None:
    """The days that are meant; None when none is named, or more than somebody can mean."""
    tokens = tokenise(text[:LIMIT])
    found = list(_days(tokens, today, spanish=spanish))
    if not found:
        return _whole_week(tokens, today)
    first, *rest = found
    others = [one for one in rest if one.day != first.day]
    if not others:
        return _lasting(tokens, first)
    last = others[0]
    if len({one.day for one in others}) > 1 or not _joined(text, tokens, first, last) or last.day < first.day:
        return Days(first.day, first.day, sure=False)
    return Days(first.day, last.day, sure=first.sure and last.sure)


def _days(tokens: list[Token], today: date, *, spanish: bool) -> Iterator[_Found]:
    norms = [token.norm for token in tokens]
    at = 0
    while at < len(norms):
        found = (
            _relative(norms, at, today) or _of_month(norms, at, today) or _numeric(tokens, at, today, spanish=spanish)
        )
        found = found or _weekday(norms, at, today) or _ordinal(norms, at, today)
        if found is not None:
            yield found
            at = found.last
        at += 1


def _relative(norms: list[str], at: int, today: date) -> _Found | None:
    word, before, after = norms[at], norms[at - 1] if at else "", norms[at + 1 : at + 3]
    if word == "day" and after == ["after", "tomorrow"]:
        return _Found(at, at + 2, today + 2 * DAY)
    if word == "pasado" and after[:1] == ["manana"]:
        return _Found(at, at + 1, today + 2 * DAY)
    if past := _past(norms, at, today):
        return past
    if word == "tomorrow" or (word == "manana" and before not in ("la", "esta", "de", "una", "cada", "toda")):
        return _Found(at, at, today + DAY)
    return _Found(at, at, today) if word in TODAY else None


def _past(norms: list[str], at: int, today: date) -> _Found | None:
    if norms[at : at + 3] == ["day", "before", "yesterday"]:
        return _Found(at, at + 2, today - 2 * DAY)
    if norms[at] in ("anteayer", "antier"):
        return _Found(at, at, today - 2 * DAY)
    if norms[at : at + 2] == ["last", "night"]:
        return _Found(at, at + 1, today - DAY)
    return _Found(at, at, today - DAY) if norms[at] in YESTERDAY else None


def _weekday(norms: list[str], at: int, today: date) -> _Found | None:
    number = WEEKDAYS.get(norms[at])
    if number is None:
        return None
    ahead = (number - today.weekday()) % 7
    if norms[max(0, at - 1) : at] == ["last"] or norms[at + 1 : at + 2] == ["pasado"]:
        return _Found(at, at, today + (ahead - 7) * DAY)
    is_next = bool(NEXT & {*norms[max(0, at - 1) : at], *norms[at + 1 : at + 2]}) or norms[at + 1 : at + 3] == [
        "que",
        "viene",
    ]
    # "Next Friday" is this week's to some and next week's to others; on a Friday, "Friday" may be today.
    return _Found(at, at, today + ahead * DAY, sure=not is_next and ahead > 0)


def _of_month(norms: list[str], at: int, today: date) -> _Found | None:
    """Dec 24, December 24th, 24 Dec, 24 de diciembre; what is over this year is next year's."""
    if norms[at] in MONTHS and (number := _number_of_day(norms, at + 1)):
        return _on(at, at + 1, MONTHS[norms[at]], number, today)
    if number := _number_of_day(norms, at):
        of = at + 2 if norms[at + 1 : at + 2] in (["of"], ["de"]) else at + 1
        if of < len(norms) and norms[of] in MONTHS:
            return _on(at, of, MONTHS[norms[of]], number, today)
        return _begin_of_range(norms, at, of, number, today)
    return None


def _begin_of_range(norms: list[str], at: int, after: int, number: int, today: date) -> _Found | None:
    """3 in "3 to 7 December": the month comes with the last day."""
    if after >= len(norms) or norms[after] not in UNTIL:
        return None
    end = _of_month(norms, after + 1, today) if _number_of_day(norms, after + 1) else None
    return _on(at, at, end.day.month, number, today) if end is not None and end.day.day > number else None


def _number_of_day(norms: list[str], at: int) -> int:
    told = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", norms[at]) if at < len(norms) else None
    return int(told[1]) if told and 1 <= int(told[1]) <= 31 else 0


def _ordinal(norms: list[str], at: int, today: date) -> _Found | None:
    """The 24th, el 24, el dia 24: of this month, or of the next when it is over."""
    before = norms[max(0, at - 2) : at]
    written = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", norms[at])
    spanish = norms[at].isdigit() and (before[-1:] == ["el"] or before == ["el", "dia"] or before[-1:] == ["dia"])
    number = _number_of_day(norms, at) if written or spanish else 0
    if not number or norms[at + 1 : at + 2] in (["hours"], ["hour"], ["min"]):
        return None
    month = today.month if number >= today.day else today.month % 12 + 1
    return _on(at, at, month, number, today)


def _numeric(tokens: list[Token], at: int, today: date, *, spanish: bool) -> _Found | None:
    """12/24 as Americans write it, 24/12 in Spanish; unsure where both could be meant."""
    pair = tokens[at : at + 2]
    if len(pair) < 2 or not all(t.norm.isdigit() and len(t.norm) <= 2 for t in pair):
        return None
    if pair[1].start != pair[0].end + 1:
        return None
    one, two = int(pair[0].norm), int(pair[1].norm)
    if not (1 <= one <= 31 and 1 <= two <= 31) or (one > 12 and two > 12):
        return None
    month, number = (two, one) if one > 12 or (spanish and two <= 12) else (one, two)
    found = _on(at, at + 1, month, number, today)
    return found and _Found(found.first, found.last, found.day, sure=one > 12 or two > 12 or one == two)


def _on(first: int, last: int, month: int, number: int, today: date) -> _Found | None:
    year = today.year + ((month, number) < (today.month, today.day))
    try:
        return _Found(first, last, date(year, month, number))
    except ValueError:
        return None


def _joined(text: str, tokens: list[Token], first: _Found, last: _Found) -> bool:
    """Whether a word or a dash between them makes a stretch of two days."""
    between = [t.norm for t in tokens[first.last + 1 : last.first] if t.norm not in ("the", "el", "on", "dia")]
    if not between:
        gap = text[tokens[first.last].end : tokens[last.first].start]
        return any(dash in gap for dash in "-–—")
    if len(between) > 1 or between[0] not in UNTIL:
        return False
    return between[0] not in ("and", "y") or last.day - first.day == DAY


def _lasting(tokens: list[Token], first: _Found) -> Days | None:
    """With "for three days" or "2 weeks" said of it."""
    length = _length(tokens)
    if length is None:
        return Days(first.day, first.day, first.sure)
    return Days(first.day, first.day + (length - 1) * DAY, first.sure) if 0 < length <= LONGEST else None


def _length(tokens: list[Token]) -> int | None:
    norms = [t.norm for t in tokens]
    for one, unit in pairwise(norms):
        number = int(one) if one.isdigit() and len(one) <= 2 else NUMBERS.get(one, 0)
        if number and unit in ("days", "dias"):
            return number
        if number and unit in ("weeks", "semanas"):
            return 7 * number
    return None


def _whole_week(tokens: list[Token], today: date) -> Days | None:
    """Next week, la semana que viene: from its Monday to its Friday, unsure."""
    said = " ".join(t.norm for t in tokens)
    if not re.search(r"\bnext week\b|\bsemana (que viene|proxima|siguiente)\b|\bproxima semana\b", said):
        return None
    monday = today + (7 - today.weekday()) * DAY
    return Days(monday, monday + 4 * DAY, sure=False)


# --- parts of a day --------------------------------------------------------------------------------------------

_PARTS = (
    (re.compile(r"\b(afternoon|por la tarde|esta tarde|en la tarde)\b"), (time(12), None)),
    (re.compile(r"\b(morning|por la manana|esta manana|en la manana)\b"), (None, time(12))),
)
_FROM = re.compile(r"\b(?:at|from|after|since|a las?|desde las?|a partir de las?) (\d{1,2})(?: (\d{2}))? ?(am|pm)?\b")
_CLOCK = r"(\d{1,2})(?: (\d{2}))? ?(am|pm)?"
_RANGE = re.compile(
    rf"\b(from |between |de |desde |entre )?(?:las? )?{_CLOCK} (?:to|until|till|and|a|al|hasta|y) (?:las? )?{_CLOCK}\b"
    rf"(?! (?:of |de |th )?(?:{'|'.join(MONTHS)})\b)"
)
_SHORTER = re.compile(r"\b(early|temprano|antes|half|medio dia|hours? off|couple of hours)\b")


def part_of_day(text: str) -> tuple[time | None, time | None] | None:
    """From when until when of a day; (None, None) for all of it, None when it is a part that is not told."""
    said = " ".join(t.norm for t in tokenise(text[:LIMIT]))
    if (span := _RANGE.search(said)) and (span[1] or span[4] or span[7]):
        return _between(span)
    if told := _FROM.search(said):
        return _clock(int(told[1]), int(told[2] or 0), told[3]), None
    for sign, part in _PARTS:
        if sign.search(said):
            return part
    return None if _SHORTER.search(said) else (None, None)


def _between(span: re.Match[str]) -> tuple[time, time] | None:
    """Both ends of "1pm to 4pm"; None when the end is not after the beginning."""
    begins = _clock(int(span[2]), int(span[3] or 0), span[4])
    ends = _clock(int(span[5]), int(span[6] or 0), span[7])
    if begins is None or ends is None:
        return None
    if span[7] is None and ends <= begins and ends.hour < NOON:
        ends = ends.replace(hour=ends.hour + NOON)
    return (begins, ends) if begins < ends else None


def _clock(hour: int, minute: int, half: str | None) -> time | None:
    if (half == "pm" and hour < 12) or (half is None and hour < 7):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
