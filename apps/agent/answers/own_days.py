"""What is ahead of the person who asks: their next visit, their visits of a day, their shift, their time off."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Source, Told, day_told, days_named, source_line
from apps.agent.saying import say
from apps.core.moments import clock
from apps.crews.leave import standing
from apps.crews.models import Member
from apps.crews.request_rules import whole_days
from apps.crews.request_words import headline
from apps.crews.selectors import absences_visible_to, patterns_visible_to, requests_visible_to
from apps.crews.spans import days_told
from apps.crews.states import RequestKind, RequestStatus
from apps.crews.working import windows
from apps.jobs.models import Visit
from apps.jobs.selectors import standing as not_cancelled
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY

NEXT_VISIT = about(
    r"(?:what|when|where) (?:is|s|are) (?:my|the|our) (?:next|first) (?:job|visit|one|stop|call|appointment)",
    r"what is next", r"what next", r"where (?:to|am i going|do i go) next", r"where next",
    r"my next (?:job|visit|stop)",
    r"(?:cual|cuando|donde|que) (?:es|esta|tengo)? ?(?:mi|el|la) (?:proxim[oa]|siguiente)(?: \w+)?", r"que sigue",
    r"(?:a )?donde voy (?:despues|ahora|luego)", r"mi (?:proxim[oa]|siguiente) \w+",
)  # fmt: skip
DAYS = (
    r"(?:today|tomorrow|on \w+day|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hoy|manana"
    r"|(?:el )?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))"
)
MY_DAY = about(
    r"(?:what|which|how many) .{0,25}?(?:do|have) i (?:have|got|get)", r"what am i doing",
    r"my (?:schedule|day|jobs|visits|route)", r"am i (?:working|on)", r"do i (?:have|work)",
    rf"what(?: is|s)? (?:on|up|planned|happening)(?: for (?:me|us))? (?:for )?{DAYS}",
    rf"que (?:hay|toca) (?:para )?{DAYS}",
    r"(?:que|cuantos|cuantas) .{0,25}?tengo", r"mis (?:trabajos|visitas)", r"mi (?:agenda|dia|ruta)",
    r"trabajo (?:el|hoy|manana)",
)  # fmt: skip
SHIFT = about(
    r"(?:my )?shifts?", r"(?:when|what time) (?:do|am|can|should) i (?:start|begin|finish|stop|off|done|work)",
    r"my hours", r"(?:mi )?turno", r"a que hora (?:entro|empiezo|salgo|termino)", r"mi horario",
)  # fmt: skip
LEAVE = about(
    r"(?:leave|vacation|holiday|pto|time off|days off)(?: days?)?(?: do i have)? "
    r"(?:balance|left|booked|approved|requests?)",
    r"(?:my|any) (?:leave|vacation|holidays?|pto|time off|days off)",
    r"when (?:is|am|are) .{0,20}?(?:leave|vacation|time off|holiday)", r"(?:mis )?vacaciones",
    r"(?:mis )?dias (?:libres|de descanso|de vacaciones)", r"mi permiso",
)  # fmt: skip
MOST = 10
AHEAD = timedelta(days=120)


def next_visit(question: Question) -> Told | None:
    """The visit under way, and the one after it."""
    seen = _own(question).filter(status__in=OPEN)
    working = [v for v in seen if v.status in UNDER_WAY]
    coming = seen.exclude(status__in=UNDER_WAY).filter(planned_end__gte=question.now).order_by("planned_start").first()
    lang = question.lang
    if coming is None:
        none = say(lang, "Nothing more is planned for you.", "No tiene nada más planeado.")
        now_at = [say(lang, "You are at {it}", "Está en {it}", it=_line(question, v)) for v in working[:1]]
        return Told("\n".join([*now_at, none]), tuple(Source.of(v, v.code) for v in working[:1]))
    text = say(lang, "Your next visit: {it}", "Su próxima visita: {it}", it=_line(question, coming, address=True))
    place = say(lang, "your plan, {code}", "su plan, {code}", code=coming.code)
    return Told(f"{text}\n{source_line(lang, place)}", (Source.of(coming, coming.code),))


def my_day(question: Question) -> Told | None:
    """Their visits of the day that is named, else of today."""
    days = question.days
    first = days.first if days else question.now.date()
    last = days.last if days else first
    start, end = whole_days(first, last, question.zone)
    found = list(not_cancelled(_own(question)).filter(planned_start__gte=start, planned_start__lt=end)[: MOST + 1])
    lang = question.lang
    told = {"day": days_named(lang, first, last, question.now.date())}
    place = source_line(lang, say(lang, "your plan", "su plan"))
    if not found:
        return Told(
            f"{say(lang, 'Nothing is planned for you: {day}.', 'No tiene nada planeado: {day}.', **told)}\n{place}"
        )
    lines = [f"– {_line(question, visit)}" for visit in found[:MOST]]
    if len(found) > MOST:
        lines.append("– …")
    return Told("\n".join([f"{told['day']}:", *lines, place]), tuple(Source.of(v, v.code) for v in found[:MOST]))


def shift(question: Question) -> Told | None:
    """From when to when they work on the day that is named, else the next time they do."""
    member = question.request.facts.member
    if member is None:
        return None
    lang = question.lang
    days = question.days
    first = days.first if days else question.now.date()
    last = days.last if days else first + timedelta(days=7)
    if not patterns_visible_to(question.actor).filter(member=member).exists():
        none = ("No shifts are written down for you.", "No hay turnos anotados para usted.")
        return Told(say(lang, *none), settled=False)
    start, end = whole_days(first, last, question.zone)
    lines = _shifts(question, member, start, end)
    place = source_line(lang, say(lang, "your shifts", "sus turnos"))
    if not lines:
        told = {"day": days_named(lang, first, last, question.now.date())}
        return Told(f"{say(lang, 'No shift for you: {day}.', 'No tiene turno: {day}.', **told)}\n{place}")
    return Told("\n".join([*lines, place]))


def _shifts(question: Question, member: Member, start: datetime, end: datetime) -> list[str]:
    zone, today = question.zone, question.now.date()
    found = [w for w in windows([member], start, end)[member.pk] if not w.any_time and w.end > question.now]
    return [f"{day_told(question.lang, w.day, today)}: {clock(w.start, zone)}–{clock(w.end, zone)}" for w in found[:3]]


def leave(question: Question) -> Told | None:
    """Their time away that is to come, and what they asked for and nobody has decided. Balances are kept nowhere."""
    member = question.request.facts.member
    if member is None or question.actor.user is None:
        return None
    lang, zone = question.lang, question.zone
    own = standing(absences_visible_to(question.actor)).filter(member=member, end__gt=question.now)
    lines = [
        f"– {a.get_kind_display()}: {days_told(a.start, a.end, zone)}"
        for a in own.filter(start__lt=question.now + AHEAD).order_by("start")[:5]
    ]
    asked = requests_visible_to(question.actor).filter(
        requester_id=question.actor.user.pk, kind=RequestKind.TIME_OFF, status=RequestStatus.PENDING
    )
    waits = say(lang, "waiting", "en espera")
    lines += [f"– {one.code}, {waits}: {headline(one)}" for one in asked.select_related("requester__member")[:5]]
    place = source_line(lang, say(lang, "your absences and requests", "sus ausencias y solicitudes"))
    balance = "How many days you have left is not kept here; the office can tell you."
    saldo = "Aquí no se lleva cuántos días le quedan; la oficina se lo dice."
    none = [say(lang, "No time off is planned for you.", "No tiene tiempo libre planeado.")]
    wants_balance = any(
        word in question.words for word in (" left ", " balance ", " quedan ", " cuantos ", " cuantas ")
    )
    return Told("\n".join([*(lines or none), say(lang, balance, saldo), place]), settled=not wants_balance)


def _own(question: Question) -> "QuerySet[Visit]":
    if question.actor.user is None:
        return Visit.objects.none()
    own = visits_visible_to(question.actor).filter(assignments__member__user_id=question.actor.user.pk)
    return own.select_related("job__site").order_by("planned_start")


def _line(question: Question, visit: Visit, *, address: bool = False) -> str:
    zone = question.zone
    start = visit.planned_start.astimezone(zone)
    place = visit.job.site.whole if address else visit.job.site.name
    day = day_told(question.lang, start.date(), question.now.date())
    when = f"{day} {clock(start, zone)}–{clock(visit.planned_end, zone)}"
    return f"{visit.code} {visit.job.title}, {place}, {when}"
