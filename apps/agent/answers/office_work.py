"""What the office asks about work: which visits have nobody, what is late, overdue, to be reviewed, or planned."""

from datetime import date

from django.db.models import QuerySet

from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Source, Told, day_told, days_named, source_line
from apps.agent.saying import label, say
from apps.core.moments import clock
from apps.jobs.models import Incident, Job, Visit
from apps.jobs.questions import unresolved, worst_first
from apps.jobs.selectors import (
    awaiting_review,
    incidents_visible_to,
    jobs_visible_to,
    late,
    needing_follow_up,
    overdue,
    planned_on,
    standing,
    visits_visible_to,
    with_nobody,
)

NOBODY = about(
    r"(?:visits?|jobs?|work) .{0,25}?(?:nobody|no one|no ?body|noone|unassigned|without (?:anyone|anybody|"
    r"people|a (?:technician|crew)))",
    r"(?:unassigned|unstaffed|uncovered) (?:visits?|jobs?)", r"who is missing",
    r"nobody (?:is )?(?:assigned|planned|on)",
    r"(?:visitas?|trabajos?) .{0,25}?(?:nadie|sin (?:asignar|nadie|gente|tecnico|personal))",
)  # fmt: skip
OVERDUE = about(
    r"(?:jobs?|work|how many|which|what) .{0,25}?(?:overdue|past due|behind schedule)", r"overdue(?: jobs?)?",
    r"(?:trabajos?|cuantos|cuales) .{0,25}?(?:atrasad[oa]s?|vencid[oa]s?|retrasad[oa]s?)",
)  # fmt: skip
LATE = about(
    r"(?:visits?|who|how many|which|anyone|what) .{0,25}?(?:late|not started)", r"visitas? .{0,20}?tarde",
    r"quien va tarde",
)  # fmt: skip
INCIDENTS = about(
    r"(?:open |unresolved |any )?incidents?", r"incidentes?(?: abiertos?)?",
)  # fmt: skip
FOLLOW_UPS = about(
    r"follow ?ups?", r"seguimientos?",
)  # fmt: skip
REVIEWS = about(
    r"(?:to|for|awaiting|waiting for) review", r"(?:por|para) revisar",
)  # fmt: skip
PLANNED = about(
    r"(?:how many|which|what) (?:visits?|jobs?)", r"what is (?:planned|scheduled|on)",
    r"(?:cuantas|cuantos|cuales|que) (?:visitas?|trabajos?)", r"que hay (?:planeado|programado)",
)  # fmt: skip
MOST = 8  # rows of one answer


def nobody(question: Question) -> Told:
    """Which visits nobody is on: of the day that is named, else all that are open."""
    named = question.days is not None
    rows = with_nobody(
        on_day(question, visits_visible_to(question.actor)) if named else visits_visible_to(question.actor)
    )
    head = ("{day}, visits with nobody: {n}", "{day}, visitas sin nadie: {n}")
    plain = ("Visits with nobody: {n}", "Visitas sin nadie: {n}")
    return visits_told(question, rows, head if named else plain)


def late_visits(question: Question) -> Told:
    """Which visits should have begun."""
    rows = late(visits_visible_to(question.actor), question.now)
    return visits_told(question, rows, ("Late visits: {n}", "Visitas que van tarde: {n}"))


def follow_ups(question: Question) -> Told:
    """Which visits ended without their work being done."""
    rows = needing_follow_up(visits_visible_to(question.actor))
    return visits_told(question, rows, ("Visits that need a follow-up: {n}", "Visitas que piden seguimiento: {n}"))


def planned(question: Question) -> Told | None:
    """The visits of the day that is named."""
    if question.days is None:
        return None
    rows = standing(on_day(question, visits_visible_to(question.actor)))
    return visits_told(question, rows, ("{day}, visits: {n}", "{day}, visitas: {n}"))


def overdue_jobs(question: Question) -> Told:
    """Which jobs should be done and are not."""
    rows = overdue(jobs_visible_to(question.actor), question.now).order_by("due_at", "number")
    return _jobs(question, rows, ("Overdue jobs: {n}", "Trabajos atrasados: {n}"))


def reviews(question: Question) -> Told:
    """Which jobs wait for a review."""
    rows = awaiting_review(jobs_visible_to(question.actor))
    return _jobs(question, rows, ("Jobs that wait for review: {n}", "Trabajos por revisar: {n}"))


def incidents(question: Question) -> Told:
    """Which incidents still need somebody, the worst first."""
    rows = worst_first(unresolved(incidents_visible_to(question.actor)))
    shown: list[Incident] = list(rows.select_related("site")[:MOST])
    lines = [f"– {one.code} {one.title}, {label(question.lang, one.get_severity_display())}" for one in shown]
    head = say(question.lang, "Incidents that need somebody: {n}", "Incidentes abiertos: {n}", n=rows.count())
    sources = tuple(Source.of(one, one.code) for one in shown)
    return _told(question, head, lines, sources, more=rows.count() > MOST, place=("incidents", "incidentes"))


def visits_told(question: Question, rows: "QuerySet[Visit]", head: tuple[str, str], **told: str) -> Told:
    """So many visits, with the first of them."""
    found: list[Visit] = list(rows.select_related("job__site").order_by("planned_start", "pk")[:MOST])
    count = rows.count()
    said = say(question.lang, *head, n=count, day=day_asked(question)[2], **told)
    lines, sources = [f"– {trip(question, one)}" for one in found], tuple(Source.of(one, one.code) for one in found)
    return _told(question, said, lines, sources, more=count > MOST, place=("visits", "visitas"))


def _jobs(question: Question, rows: "QuerySet[Job]", head: tuple[str, str]) -> Told:
    found: list[Job] = list(rows.select_related("site")[:MOST])
    count = rows.count()
    lines = [f"– {one.code} {one.title}, {one.site.name}" for one in found]
    sources = tuple(Source.of(one, one.code) for one in found)
    said = say(question.lang, *head, n=count)
    return _told(question, said, lines, sources, more=count > MOST, place=("jobs", "trabajos"))


def _told(
    question: Question, head: str, lines: list[str], sources: tuple[Source, ...], *, more: bool, place: tuple[str, str]
) -> Told:
    end = ["– …"] if more else []
    return Told("\n".join([head, *lines, *end, source_line(question.lang, say(question.lang, *place))]), sources)


def trip(question: Question, visit: Visit) -> str:
    """A visit in a line: number, place, when."""
    start = visit.planned_start.astimezone(question.zone)
    day = day_told(question.lang, start.date(), question.now.date())
    hours = f"{clock(start, question.zone)}–{clock(visit.planned_end, question.zone)}"
    return f"{visit.code}, {visit.job.site.name}, {day} {hours}"


def on_day(question: Question, rows: "QuerySet[Visit]") -> "QuerySet[Visit]":
    """Those of the first day that is named, else of today."""
    return planned_on(rows, day_asked(question)[0])


def day_asked(question: Question) -> tuple[date, date, str]:
    """The first and last day that are named, else today, and what they are called."""
    today = question.now.date()
    days = question.days
    first, last = (days.first, days.last) if days else (today, today)
    return first, last, days_named(question.lang, first, last, today)
