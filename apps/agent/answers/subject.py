"""What a question is about: a visit of the person who asks, or a job or site within their sight."""

import re
from dataclasses import dataclass

from apps.agent.answers.page import page_job, page_visit
from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Told, quoted
from apps.agent.brains.matching import is_a_name, match_visit
from apps.agent.brains.rules.places import job_number_of, place_of
from apps.agent.saying import say
from apps.jobs.models import Job, Site, Visit
from apps.jobs.searching import sites_found
from apps.jobs.selectors import jobs_visible_to, sites_visible_to
from apps.jobs.states import UNDER_WAY

NEXT = about(
    r"next (?:job|visit|one|stop|site|call|appointment)", r"(?:proxim[oa]|siguiente) \w+",
)  # fmt: skip
ASKING = re.compile(r"\b(?:what|which|who|where|when|how|qu[eé]|cu[aá]l|d[oó]nde|c[oó]mo|qui[eé]n)\b", re.IGNORECASE)
MOST = 4  # that are named when it is not clear which is meant


@dataclass(frozen=True, slots=True)
class Subject:
    """Where a question leads. The visit is the asking person's own, or the page's; a job or a site need not be."""

    site: Site
    job: Job | None = None
    visit: Visit | None = None


def subject_of(question: Question) -> Subject | Told:
    """What is named; else the job or visit it is written on, the one under way, or the next. A question back when it
    is not clear which.
    """
    if number := job_number_of(question.text):
        return _by_number(question, number)
    if (place := place_of(_asking(question.text)) or place_of(question.text)) and (
        found := _by_place(question, place.text)
    ):
        return found
    if not question.says(NEXT) and (job := page_job(question)):
        return _of_job(question, job)
    visit = _at_hand(question)
    return _of(visit) if visit else Told(_which(question))


def _asking(text: str) -> str:
    """From the last word on that asks: "finished at Oak St. What is the code at Elm St?" asks of Elm St."""
    asking = list(ASKING.finditer(text))
    return text[asking[-1].start() :] if asking else text


def _of(visit: Visit) -> Subject:
    return Subject(visit.job.site, visit.job, visit)


def _by_number(question: Question, number: str) -> Subject | Told:
    seen = jobs_visible_to(question.actor).select_related("site__customer", "asset")
    job = seen.filter(number=int(number.removeprefix("WH-")[:9])).first()
    if job is None:
        english, spanish = "{number} is none that you can see.", "{number} no es ninguno que usted pueda ver."
        return Told(say(question.lang, english, spanish, number=number), settled=False)
    return _of_job(question, job)


def _of_job(question: Question, job: Job) -> Subject:
    own = [v for v in (*question.request.facts.visits, *question.request.facts.later) if v.job_id == job.pk]
    return Subject(job.site, job, own[0] if own else None)


def _by_place(question: Question, place: str) -> Subject | Told | None:
    """Nothing where no site is called so: "at the moment" names no place."""
    understanding = question.request.understanding.model_copy(update={"job_number": None, "place": place})
    match = match_visit(understanding, question.request.facts, None)
    if match.is_named:
        known = {v.job.site_id: v for v in (match.visit, *match.candidates) if v is not None}
        return _one_of(question, list(known.values()))
    sites = list(sites_found(sites_visible_to(question.actor), place).select_related("customer")[: MOST + 1])
    if len(sites) == 1:
        return Subject(sites[0])
    if sites:
        return Told(_which(question, [site.whole for site in sites[:MOST]]))
    return _unknown(question, place) if is_a_name(place) else None


def _unknown(question: Question, place: str) -> Told:
    """Never another place's answer instead."""
    english, spanish = "You can see no site called {place}.", "No puede ver ningún sitio que se llame {place}."
    return Told(say(question.lang, english, spanish, place=quoted(place)), settled=False)


def _one_of(question: Question, visits: list[Visit]) -> Subject | Told:
    if len(visits) == 1:
        return _of(visits[0])
    return Told(_which(question, [f"{v.job.site.name} ({v.code})" for v in visits[:MOST]]))


def _at_hand(question: Question) -> Visit | None:
    facts = question.request.facts
    coming = sorted((v for v in facts.open if v.status not in UNDER_WAY), key=lambda v: v.planned_start)
    if question.says(NEXT):
        return coming[0] if coming else None
    if (on_that_day := _on_another_day(question)) is not None:
        return on_that_day[0] if len(on_that_day) == 1 else None
    page = page_visit(question)
    working = [v for v in facts.visits if v.status in UNDER_WAY]
    return page or next(iter([*working, *coming]), None)


def _on_another_day(question: Question) -> list[Visit] | None:
    """Their visits of the day that is named, where it is another than today; None where none is named."""
    days = question.days
    if days is None or days.first <= question.now.date() <= days.last:
        return None
    facts = question.request.facts
    starts = [(v, v.planned_start.astimezone(question.zone).date()) for v in (*facts.visits, *facts.later)]
    return [v for v, day in starts if days.first <= day <= days.last]


def _which(question: Question, names: list[str] | None = None) -> str:
    if names:
        options = ", ".join(names)
        return say(question.lang, "Which do you mean: {options}?", "¿Cuál quiere decir: {options}?", options=options)
    english = "Which site or job do you mean? Write its name, or its number as WH-1042."
    spanish = "¿Qué sitio o trabajo quiere decir? Escriba su nombre, o su número como WH-1042."
    return say(question.lang, english, spanish)
