"""What the office asks about people: who is away, where somebody is, what somebody does on a day."""

from apps.agent.answers.naming import members_named, which_of
from apps.agent.answers.office_work import day_asked, on_day, trip, visits_told
from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Source, Told, source_line
from apps.agent.saying import label, say
from apps.core.moments import clock
from apps.crews.leave import standing as not_cancelled
from apps.crews.leave import touching
from apps.crews.models import Member
from apps.crews.request_rules import whole_days
from apps.crews.selectors import absences_visible_to, attendances_visible_to, members_in_charge, still_in
from apps.crews.spans import days_told
from apps.crews.working import windows
from apps.jobs.selectors import standing, still_open, visits_visible_to
from apps.jobs.states import UNDER_WAY

OFF = about(
    r"who (?:is|s|are|will be|else is) (?:\w+ )?(?:off|away|absent|sick|ill|out|on (?:leave|holiday|vacation)|"
    r"not (?:working|in|here))",
    r"who (?:has|have) (?:the day |time |a day )?off", r"who does not work",
    r"(?:anyone|anybody) (?:off|away|sick|on (?:leave|holiday|vacation))",
    r"quien(?:es)? (?:no )?(?:esta|estan|estara|estaran) (?:de (?:baja|vacaciones|permiso|descanso)|ausentes?|"
    r"fuera|enferm[oa]s?)",
    r"quien(?:es)? (?:falta|faltan|descansa|descansan|no (?:viene|vienen|trabaja|trabajan))",
)  # fmt: skip
WHERE = about(
    r"where (?:is|s|are)", r"(?:a )?donde (?:esta|estan|anda|andan|queda)", r"what is .{2,40}? doing",
    r"que (?:hace|esta haciendo)",
)  # fmt: skip
DAY_OF = about(
    r"(?:what|which|how many) .{0,40}?(?:does|has|have|is|s) .{2,40}?(?:have|got|doing|planned|on|do)",
    r"(?:schedule|day|visits?|jobs?|plan|route) (?:of|for)", r"(?:que|cuantas|cuantos) .{0,20}?tienen?",
    r"(?:agenda|visitas|trabajos) de",
)  # fmt: skip
MOST = 20  # people of one answer


def away(question: Question) -> Told:
    """Who is away on the day that is named, else today, and who has no shift then."""
    lang, zone = question.lang, question.zone
    first, last, day = day_asked(question)
    start, end = whole_days(first, last, zone)
    rows = touching(not_cancelled(absences_visible_to(question.actor)), start, end).filter(member__user__is_active=True)
    absences = list(rows.select_related("member__user").order_by("member__user__name")[:MOST])
    lines = [
        f"– {one.member.user.name}: {str(one.get_kind_display()).lower()}, {days_told(one.start, one.end, zone)}"
        for one in absences
    ]
    gone = {one.member_id for one in absences}
    off = _without_shift(question, gone) if first == last else []
    if off:
        names = ", ".join(member.user.name for member in off)
        lines.append(say(lang, "– no shift: {names}", "– sin turno: {names}", names=names))
    head = say(lang, "{day}, away: {n}", "{day}, ausentes: {n}", n=len(gone), day=day)
    place = source_line(lang, say(lang, "absences and shifts", "ausencias y turnos"))
    people = [*(one.member for one in absences), *off]
    return Told("\n".join([head, *lines, place]), tuple(Source.of(one, one.user.name) for one in people))


def _without_shift(question: Question, gone: set[int]) -> list[Member]:
    first, _last, _day = day_asked(question)
    start, end = whole_days(first, first, question.zone)
    seen = members_in_charge(question.actor).filter(user__is_active=True).exclude(pk__in=gone)
    everybody = list(seen.select_related("user").order_by("user__name"))
    shifts = windows(everybody, start, end)
    return [one for one in everybody if not any(w.day == first for w in shifts[one.pk])][:MOST]


def where(question: Question) -> Told | None:
    """Where somebody is, as far as their visits and their working day tell; no position is looked at."""
    member = _one_member(question)
    if member is None or isinstance(member, Told):
        return member
    lang, name = question.lang, member.user.name
    theirs = visits_visible_to(question.actor).filter(assignments__member=member).select_related("job__site")
    lines, sources = [], [Source.of(member, name)]
    working = theirs.filter(status__in=UNDER_WAY).order_by("-updated_at").first()
    if working is not None:
        lines.append(f"{name}: {label(lang, working.look.label)}, {trip(question, working)}")
        sources.append(Source.of(working, working.code))
    else:
        lines.append(say(lang, "{name}: nothing under way.", "{name}: nada en curso.", name=name))
    day = still_in(attendances_visible_to(question.actor)).filter(member=member).first()
    if day is not None:
        told = {"status": str(day.get_status_display()).lower(), "time": clock(day.checked_in_at, question.zone)}
        lines.append(say(lang, "Working day: {status}, since {time}.", "Jornada: {status}, desde las {time}.", **told))
    coming = still_open(theirs.filter(planned_start__gt=question.now).exclude(status__in=UNDER_WAY))
    if (after := coming.order_by("planned_start").first()) is not None:
        lines.append(say(lang, "Next: {it}", "Después: {it}", it=trip(question, after)))
        sources.append(Source.of(after, after.code))
    place = source_line(lang, say(lang, "visits and attendance of {name}", "visitas y jornada de {name}", name=name))
    return Told("\n".join([*lines, place]), tuple(sources))


def day_of(question: Question) -> Told | None:
    """The visits of somebody on the day that is named, else today."""
    member = _one_member(question)
    if member is None or isinstance(member, Told):
        return member
    name = member.user.name
    theirs = standing(on_day(question, visits_visible_to(question.actor).filter(assignments__member=member)))
    head = ("{name}, {day}, visits: {n}", "{name}, {day}, visitas: {n}")
    told = visits_told(question, theirs, head, name=name)
    return Told(told.text, (Source.of(member, name), *told.sources))


def _one_member(question: Question) -> Member | Told | None:
    """Who is named; a question back when several are called so, nothing when nobody is."""
    named = members_named(question)
    if not named:
        return None
    same = [one.member for one in named if one.at == named[0].at]
    return same[0] if len(same) == 1 else Told(which_of(question, same))
