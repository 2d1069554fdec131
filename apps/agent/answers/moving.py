"""An order of the office's: somebody's visits of a day go to whoever is free and qualified, or to somebody named.

It becomes one proposal with an item per visit, each `visit.reschedule`; a person decides each.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.agent.answers.naming import Named, members_named, which_of
from apps.agent.answers.office_work import trip
from apps.agent.answers.question import Question, about
from apps.agent.answers.told import Source
from apps.agent.brains.base import Planned
from apps.agent.saying import say
from apps.agent.states import Brain
from apps.agent.understanding import Span
from apps.crews.models import Member
from apps.jobs.availability import in_the_way
from apps.jobs.candidates import members_ranked
from apps.jobs.models import Visit
from apps.jobs.selectors import planned_on, visits_visible_to
from apps.jobs.states import WAITING

COMMAND = "visit.reschedule"
MOVE = about(
    r"(?:move|reassign|give|shift|hand|hand over|transfer|swap|put|pass|redistribute) .{0,60}?(?:visits?|"
    r"jobs?|work|appointments?|calls?)",
    r"(?:mueve|mover|mueva|pasa|pasar|pase|reasigna|reasignar|reasigne|cambia|cambiar|reparte|repartir|dale|"
    r"da) .{0,60}?(?:visitas?|trabajos?|citas?)",
)  # fmt: skip
TO_ANYBODY = about(
    r"(?:to|for|among|between|with) (?:whoever|whomever|anyone|anybody|someone|somebody|who|the others|others|"
    r"other people)",
    r"(?:a|al|entre|con) (?:quien|quienes|quienquiera|alguien|cualquiera|otro|otra|los demas|los otros)(?: que)?",
)  # fmt: skip
SURE = 0.9


@dataclass(slots=True)
class MovingPlan:
    """Who would go instead, and what is said besides."""

    remarks: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    planned: tuple[Planned, ...] = ()


@dataclass(slots=True)
class _Draft:
    question: Question
    leaving: Member
    to: Member | None
    taken: list[tuple[int, Visit]] = field(default_factory=list)  # who was given which in this plan
    planned: list[Planned] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def plan_of(question: Question) -> MovingPlan | None:
    """The plan; None when it is no such order, or none of this person's: then it goes as any other message."""
    if not question.says(MOVE) or not question.actor.may(COMMAND):
        return None
    named = members_named(question)
    people = list(dict.fromkeys(one.member for one in named))
    if not question.says(TO_ANYBODY) and len(people) < 2:
        return None
    if (ask := _unclear(question, named)) is not None:
        return MovingPlan((ask,))
    days = question.days
    if days is None or days.first != days.last:
        return MovingPlan(
            (say(question.lang, "Of which day? Write one, as Thursday.", "¿De qué día? Escriba uno, como jueves."),)
        )
    draft = _Draft(question, people[0], people[1] if len(people) > 1 else None)
    visits = list(_visits(question, draft.leaving, days.first))
    for visit in visits:
        _settle(draft, visit)
    return MovingPlan(_remarks(draft, visits), tuple(Source.of(v, v.code) for v in visits), tuple(draft.planned))


def _unclear(question: Question, named: list[Named]) -> str | None:
    if not named:
        english, spanish = "Whose visits? Write the name.", "¿Las visitas de quién? Escriba el nombre."
        return say(question.lang, english, spanish)
    for at in {one.at for one in named}:
        same = [one.member for one in named if one.at == at]
        if len(same) > 1:
            return which_of(question, same)
    return None


def _visits(question: Question, member: Member, day: date) -> "QuerySet[Visit]":
    own = visits_visible_to(question.actor).filter(assignments__member=member, status__in=WAITING)
    return planned_on(own, day).select_related("job__site").order_by("planned_start", "pk")


def _settle(draft: _Draft, visit: Visit) -> None:
    """The best candidate who is free of what this plan gave them before, and with whom the people have the papers."""
    others = [a.member for a in visit.assignments.select_related("member__user") if a.member_id != draft.leaving.pk]
    start, end = visit.planned_start, visit.planned_end
    ranked = members_ranked(draft.question.actor, visit.job, start, end, besides=visit)
    keep = {one.pk for one in others} | {draft.leaving.pk}
    for one in ranked:
        wanted = draft.to is None or one.member.pk == draft.to.pk
        if not wanted or one.member.pk in keep or not (one.can or one.can_help) or _busy(draft, one.member, visit):
            continue
        if not in_the_way(visit.job, [*others, one.member], start, end, besides=visit):
            _plan(draft, visit, others, one.member)
            return
    why = [o.text for one in ranked if draft.to is not None and one.member.pk == draft.to.pk for o in one.obstacles]
    draft.left.append(f"{trip(draft.question, visit)}. {' '.join(why[:3])}".strip())


def _busy(draft: _Draft, member: Member, visit: Visit) -> bool:
    given = [other for pk, other in draft.taken if pk == member.pk]
    return any(o.planned_start < visit.planned_end and visit.planned_start < o.planned_end for o in given)


def _plan(draft: _Draft, visit: Visit, others: list[Member], to: Member) -> None:
    draft.taken.append((to.pk, visit))
    told = {"visit": trip(draft.question, visit), "to": to.user.name, "leaving": draft.leaving.user.name}
    text = draft.question.text
    draft.planned.append(
        Planned(
            command=COMMAND,
            arguments={
                "visit_id": str(visit.public_id),
                "planned_start": visit.planned_start.isoformat(),
                "planned_end": visit.planned_end.isoformat(),
                "member_ids": [str(one.public_id) for one in (*others, to)],
                "version": visit.version,
            },
            summary=say(
                draft.question.lang, "{visit}: {to} instead of {leaving}", "{visit}: {to} en lugar de {leaving}", **told
            ),
            confidence=SURE,
            brain=Brain.RULES,
            evidence=(Span.of(text, 0, min(len(text), 200)),),
            base_visit=visit.public_id,
            ask_because=_("It changes what others have planned, so a person looks at it."),
        )
    )


def _remarks(draft: _Draft, visits: list[Visit]) -> tuple[str, ...]:
    lang, name = draft.question.lang, draft.leaving.user.name
    if not visits:
        none = ("{name} has no visit to move on that day.", "{name} no tiene visitas que mover ese día.")
        return (say(lang, *none, name=name),)
    if not draft.left:
        return ()
    head = say(lang, "Nobody free and qualified was found for:", "Nadie libre y calificado para:")
    return ("\n".join([head, *(f"– {one}" for one in draft.left)]),)
