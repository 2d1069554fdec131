"""Who is free: asked hour by hour of what planning asks, so that an answer and a booking never differ."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from apps.agent.answers.office_work import day_asked
from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Source, Told, source_line
from apps.agent.brains.matching import alike, words_of
from apps.agent.brains.rules.when import part_of_day
from apps.agent.saying import say
from apps.core.moments import clock
from apps.crews.models import Member, Skill
from apps.crews.qualifying import held_on
from apps.crews.selectors import members_in_charge, skills_visible_to
from apps.jobs.availability import available

FREE = about(
    r"who (?:is|s|are|will be|would be)? ?(?:\w+ )?(?:free|available|around|spare)",
    r"who (?:can|could) (?:go|work|do|take|cover|come|help)",
    r"(?:anyone|anybody|someone|somebody) (?:\w+ )?(?:free|available|spare)",
    r"(?:free|available) (?:technicians?|people|members?|staff)",
    r"who (?:is|s|are) (?:certified|qualified|licensed)",
    r"who (?:has|holds?) (?:a |the )?.{0,20}?(?:certificate|ticket|licence|license)",
    r"quien(?:es)? (?:esta|estan|estara|estaran|hay)? ?(?:libres?|disponibles?)",
    r"quien(?:es)? (?:puede|pueden) (?:ir|trabajar|hacer|cubrir)", r"alguien (?:esta )?(?:libre|disponible)",
)  # fmt: skip
PAPERS = about(
    r"(?:certificates?|certified|certs?|tickets?|licen[cs]ed?|qualified|skills?)",
    r"(?:certificad[oa]s?|titulad[oa]s?|licencia|curso)",
)  # fmt: skip
MORNING, EVENING = time(8), time(17)  # the company's day, for who says no hours
HOUR = timedelta(hours=1)
MOST = 12  # people of one answer
# Words of a skill's name that say nothing by themselves.
COMMON = frozenset(
    ["work", "level", "and", "for", "certificate", "safety", "general", "basic", "de", "y", "para", "con"]
)


@dataclass(frozen=True, slots=True)
class Free:
    """A member and the stretches in which nothing keeps them from work."""

    member: Member
    stretches: tuple[tuple[datetime, datetime], ...]

    @property
    def hours(self) -> timedelta:
        """How long in all."""
        return sum((end - start for start, end in self.stretches), timedelta())


def who_is_free(question: Question) -> Told:
    """Who could work on the day that is named, for all or some of the hours, and holds the skills that are named."""
    first, _last, day = day_asked(question)
    skills = skills_named(question, skills_visible_to(question.actor))
    if not skills and question.says(PAPERS) and (names := _skill_names(question)):
        english = "Which certificate? There are: {names}."
        return Told(say(question.lang, english, "¿Qué certificado? Hay: {names}.", names=names))
    start, end = _range(question)
    people = list(members_in_charge(question.actor).filter(user__is_active=True).select_related("user"))
    held = held_on((one.pk for one in people), [first]) if skills else {}
    able = [one for one in people if all(skill.pk in held.get((one.pk, first), {}) for skill in skills)]
    found = sorted(_free(able, start, end), key=lambda one: (-one.hours, one.member.user.name))
    head = _head(question, day, start, end, skills, len(found))
    lines = [_line(question, one, start, end) for one in found[:MOST]]
    places = [say(question.lang, "shifts, absences and visits", "turnos, ausencias y visitas")]
    places += [say(question.lang, "certificates", "certificados")] if skills else []
    more = ["– …"] if len(found) > MOST else []
    sources = tuple(Source.of(one.member, one.member.user.name) for one in found[:MOST])
    return Told("\n".join([head, *lines, *more, source_line(question.lang, *places)]), sources)


def _free(members: list[Member], start: datetime, end: datetime) -> list[Free]:
    stretches: dict[int, list[tuple[datetime, datetime]]] = {member.pk: [] for member in members}
    at = start
    while at < end:
        until = min(at + HOUR, end)
        for pk, answer in available(members, at, until).items():
            own = stretches[pk]
            if answer and own and own[-1][1] == at:
                own[-1] = (own[-1][0], until)
            elif answer:
                own.append((at, until))
        at = until
    return [Free(member, tuple(stretches[member.pk])) for member in members if stretches[member.pk]]


def _range(question: Question) -> tuple[datetime, datetime]:
    """The hours that are meant; of today what is left of them."""
    first, _last, _day = day_asked(question)
    begins, ends = part_of_day(question.text) or (None, None)
    begins = begins or MORNING
    ends = ends or (EVENING if begins < EVENING else time(23))
    start, end = (datetime.combine(first, at, tzinfo=question.zone) for at in (begins, ends))
    this_hour = question.now.replace(minute=0, second=0, microsecond=0)
    return (this_hour, max(end, this_hour + HOUR)) if start < this_hour < end else (start, end)


def skills_named(question: Question, skills: "QuerySet[Skill]") -> list[Skill]:
    """The skills of whose name a word stands in the question; of several the ones that fit best."""
    said = [word for token in question.tokens for word in words_of(token.norm)]
    scored = [(_fits(said, skill), skill) for skill in skills.order_by("name")]
    best = max((score for score, _skill in scored), default=0.0)
    return [skill for score, skill in scored if score == best] if best >= 0.5 else []


def _fits(said: list[str], skill: Skill) -> float:
    name = [word for word in words_of(skill.name) if word not in COMMON]
    return sum(any(alike(word, part) for word in said) for part in name) / len(name) if name else 0.0


def _skill_names(question: Question) -> str:
    return ", ".join(skills_visible_to(question.actor).order_by("name").values_list("name", flat=True)[:20])


def _head(question: Question, day: str, start: datetime, end: datetime, skills: list[Skill], count: int) -> str:
    hours = f"{clock(start, question.zone)}–{clock(end, question.zone)}"
    told = {"day": day, "hours": hours, "n": count, "skills": ", ".join(skill.name for skill in skills)}
    if skills:
        return say(
            question.lang, "{day} {hours}, free with {skills}: {n}", "{day} {hours}, libres con {skills}: {n}", **told
        )
    return say(question.lang, "{day} {hours}, free: {n}", "{day} {hours}, libres: {n}", **told)


def _line(question: Question, one: Free, start: datetime, end: datetime) -> str:
    if one.stretches == ((start, end),):
        return say(question.lang, "– {name}: all of it", "– {name}: todo el tiempo", name=one.member.user.name)
    told = ", ".join(f"{clock(a, question.zone)}–{clock(b, question.zone)}" for a, b in one.stretches)
    return f"– {one.member.user.name}: {told}"
