"""From a correcting message to `message.correct`, or to one short question."""

from apps.agent.brains.base import Planned, PlanRequest
from apps.agent.corrections.finding import Wrong, correction_of, meant, wrong_before
from apps.agent.models import AgentRun
from apps.agent.saying import say
from apps.agent.states import Brain
from apps.agent.understanding import Intent, Span
from apps.jobs.models import Visit

SURE = 0.95
# What a correcting message says besides of the visit is said by the correction already.
SAID_BY_IT = frozenset({Intent.JOB_UPDATE, Intent.QUESTION, Intent.GENERAL})


def respond(request: PlanRequest, run: AgentRun) -> tuple[PlanRequest, tuple[Planned, ...], tuple[str, ...]]:
    """What is left of the message, what is planned, and what is asked back. Nothing changes unless it corrects."""
    correction = correction_of(run)
    wrong = wrong_before(run) if correction is not None else None
    if correction is None or wrong is None:
        return request, (), ()
    visit, candidates = (None, ()) if correction.only_undo else meant(correction, request, wrong)
    if correction.is_answer and visit is None:  # it answers nothing: it is about something else
        return request, (), ()
    rest = request.saying(action for action in request.understanding.actions if action.intent not in SAID_BY_IT)
    if correction.only_undo:
        return rest, (_planned(request, wrong, None),), ()
    if visit is not None:
        return rest, (_planned(request, wrong, visit),), ()
    return rest, (), (_which(request, candidates),)


def _planned(request: PlanRequest, wrong: Wrong, visit: Visit | None) -> Planned:
    lang, text = request.understanding.lang, request.text
    told = {"what": wrong.item.summary, "it": f"{visit.job.site.name} ({visit.code})" if visit else ""}
    if visit:
        summary = say(lang, "Not “{what}”: it was {it}", "No “{what}”: era {it}", **told)
    else:
        summary = say(lang, "Take back: {what}", "Deshacer: {what}", **told)
    return Planned(
        command="message.correct",
        arguments={
            "item_id": str(wrong.item.public_id),
            "visit_id": str(visit.public_id) if visit else None,
            "reason": text[:300],
        },
        summary=summary,
        confidence=SURE,
        brain=Brain.RULES,
        evidence=(Span.of(text, 0, min(len(text), 200)),),
    )


def _which(request: PlanRequest, candidates: tuple[Visit, ...]) -> str:
    lang = request.understanding.lang
    if not candidates:
        english = "You have no other visit near now. Write “undo” to take it back, or the visit's number."
        spanish = "No tiene otra visita cerca. Escriba “deshacer” para anularlo, o el número de la visita."
        return say(lang, english, spanish)
    options = ", ".join(f"{v.job.site.name} ({v.code})" for v in candidates)
    return say(lang, "Which one was it: {options}?", "¿Cuál era: {options}?", options=options)
