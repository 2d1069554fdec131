"""From a message to what can be answered of it, and what is left for a brain to plan and for people to read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.agent.answers import moving, office, own_days, sites, work
from apps.agent.answers.documents import in_documents
from apps.agent.answers.question import Question
from apps.agent.answers.subject import Subject, subject_of
from apps.agent.answers.told import Source, Told
from apps.agent.brains.base import Planned, PlanRequest
from apps.agent.brains.request_plan import sentence_of
from apps.agent.understanding import Intent, RequestKind, Severity, Understood
from apps.core.actor import Actor
from apps.core.selectors import is_of_the_office

Reader = Callable[[Question], Told | None]
SubjectReader = Callable[[Question, Subject], Told | None]
# What a question may be about, the particular before the general; each names its pattern and who reads the answer.
OF_OFFICE: tuple[tuple["re.Pattern[str]", Reader], ...] = office.READERS
OF_SELF: tuple[tuple["re.Pattern[str]", Reader], ...] = (
    (own_days.NEXT_VISIT, own_days.next_visit),
    (own_days.LEAVE, own_days.leave),
    (own_days.SHIFT, own_days.shift),
)
OF_SUBJECT: tuple[tuple["re.Pattern[str]", SubjectReader], ...] = (
    (sites.ACCESS, sites.access),
    (sites.HAZARDS, sites.hazards),
    (sites.HOURS, sites.hours),
    (sites.CONTACT, sites.contact),
    (sites.ADDRESS, sites.address),
    (work.CHECKLIST, work.checklist),
    (work.ASSET, work.asset),
    (work.BEFORE, work.before),
    (work.PEOPLE, work.people),
    (work.SCOPE, work.scope),
)
LAST: tuple[tuple["re.Pattern[str]", Reader], ...] = (
    (sites.WHERE, sites.whereabouts),
    (own_days.MY_DAY, own_days.my_day),
)
INTERROGATIVE = re.compile(
    r"^ (?:who|which|what|when|where|how (?:many|much)|do i|am i|is any\w+|any\w+|quien(?:es)?|cual(?:es)?|que|"
    r"cuando|(?:a )?donde|cuant[oa]s?|hay|tengo) "
)
MOST = 3  # answers to one question


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered and from where, what an order of the office's leads to, and the message without all that."""

    rest: PlanRequest
    remarks: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    planned: tuple[Planned, ...] = ()


def respond(request: PlanRequest, actor: Actor) -> Response:
    """Answers first, so that no brain and nobody is asked for what is written down. In danger nothing is looked up:
    people come first.
    """
    request = _taken_as_asked(request, actor)
    actions = request.understanding.actions
    if any(action.severity == Severity.CRITICAL for action in actions):
        return Response(request)
    if (plan := moving.plan_of(Question(request.text, request, actor))) is not None:
        return Response(_without(request, actions), plan.remarks, plan.sources, plan.planned)
    told: list[Told] = []
    answered: list[Understood] = []
    for action, text in _asked(request):
        question = Question(text, request, actor)
        if action is not None and action.intent == Intent.REQUEST:
            told += [one for one in _code_asked_for(question) if one.settled]
            continue
        found = list(_answers(question))
        told += found
        if found and action is not None and all(one.settled for one in found):
            answered.append(action)
    remarks = tuple(dict.fromkeys(one.text for one in told))
    return Response(_without(request, answered), remarks, tuple(source for one in told for source in one.sources))


def _taken_as_asked(request: PlanRequest, actor: Actor) -> PlanRequest:
    """With what asks for a look at the plan as a question: "who is off on Friday?" asks for no day off."""
    return request.saying(
        action.model_copy(update={"intent": Intent.QUESTION, "action": None, "kind": None})
        if _only_asks(Question(sentence_of(request.text, action), request, actor), action)
        else action
        for action in request.understanding.actions
    )


def _only_asks(question: Question, action: Understood) -> bool:
    if action.intent in (Intent.INCIDENT, Intent.QUESTION) or not question.says(INTERROGATIVE):
        return False
    looks = (*(OF_OFFICE if is_of_the_office(question.actor) else ()), (own_days.LEAVE, own_days.leave))
    return any(question.says(pattern) for pattern, _reader in looks)


def _without(request: PlanRequest, answered: "tuple[Understood, ...] | list[Understood]") -> PlanRequest:
    actions = request.understanding.actions
    return request.saying(a for a in actions if a not in answered or a.intent == Intent.INCIDENT)


def _asked(request: PlanRequest) -> Iterator[tuple[Understood | None, str]]:
    """What is asked, with the sentences that ask it: a question; a code that somebody asks to be given; and what ends
    with a question mark where nothing else was understood.
    """
    actions = request.understanding.actions
    for action in actions:
        if not action.confidence:  # no brain could read it, so people do
            continue
        if action.intent == Intent.QUESTION or (action.intent == Intent.REQUEST and action.kind == RequestKind.ACCESS):
            yield action, sentence_of(request.text, action)
    if all(action.intent == Intent.GENERAL for action in actions) and "?" in request.text:
        yield (actions[0] if actions else None), request.text


def _code_asked_for(question: Question) -> Iterator[Told]:
    """The code itself, where it is written down; the request to be given it goes its way all the same."""
    if question.says(sites.ACCESS):
        yield from _of_subject(question, [sites.access])


def _answers(question: Question) -> Iterator[Told]:
    """At most three answers; of the office's and one's own one, which says all that was asked."""
    for pattern, reader in (*OF_OFFICE, *OF_SELF):
        if question.says(pattern) and (told := reader(question)) is not None:
            yield told
            return
    asked = [reader for pattern, reader in OF_SUBJECT if question.says(pattern)][:MOST]
    if asked:
        yield from _of_subject(question, asked)
        return
    for pattern, reader in LAST:
        if question.says(pattern) and (told := reader(question)) is not None:
            yield told
            return
    if question.says(work.TIME):
        yield from _of_subject(question, [work.time])
    elif (told := in_documents(question)) is not None:
        yield told


def _of_subject(question: Question, readers: list[SubjectReader]) -> Iterator[Told]:
    subject = subject_of(question)
    if isinstance(subject, Told):
        yield subject
        return
    for reader in readers:
        if (told := reader(question, subject)) is not None:
            yield told
