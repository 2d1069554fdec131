"""Messages to the agent and what came of them: the same verbs the graph uses, without a graph and without a worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apps.agent.actions import answer_message, begin_run, finish_run, note_call, note_understanding, send_message
from apps.agent.actions import forward_message as forward
from apps.agent.models import AgentRun, Message
from apps.agent.states import Brain
from apps.agent.understanding import Intent, JobAction, Language, Severity, Span, Understanding, Understood
from apps.core.actions import Suggestion, apply_item, propose
from apps.core.actor import Actor, Via
from apps.core.models import Policy, Proposal
from apps.crews.models import User
from apps.jobs.models import Visit

SECOND = timedelta(seconds=1)
READ_IN = 3.4  # milliseconds the rules need for a message


@dataclass(frozen=True, slots=True)
class Said:
    """A message with what the rules make of it; `action` goes with the finding that leads to something."""

    user: User
    text: str
    answer: str
    visit: Visit | None = None
    findings: tuple[Understood, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    lang: Language = "en"
    for_office: str = ""


def say(said: Said, now: datetime) -> Message:
    """Send the message and let its run happen within two seconds."""
    visit_id = said.visit.public_id if said.visit else None
    message = send_message(actor=Actor(said.user, Via.PORTAL), now=now, text=said.text, visit_id=visit_id)
    run = message.run
    begin_run(run_id=run.public_id, now=now)
    note_call(run_id=run.public_id, at=now, step="understand", brain=Brain.RULES, milliseconds=READ_IN)
    proposal = _propose(said, run, now) if said.suggestions else None
    note_understanding(
        run_id=run.public_id,
        understanding=Understanding(actions=said.findings, lang=said.lang).model_dump(mode="json"),
        brain=Brain.RULES,
        proposal=proposal,
        fallback="",
        now=now,
    )
    _act(said, message, proposal, now + SECOND)
    answer_message(run_id=run.public_id, text=said.answer, now=now + SECOND)
    finish_run(run_id=run.public_id, now=now + SECOND)
    return message


def _propose(said: Said, run: AgentRun, now: datetime) -> Proposal:
    return propose(
        actor=Actor.agent_for(said.user),
        now=now,
        title=said.text[:80],
        source="agent",
        source_id=run.public_id,
        served=said.user,
        suggestions=list(said.suggestions),
    )


def _act(said: Said, message: Message, proposal: Proposal | None, now: datetime) -> None:
    agent = Actor.agent_for(said.user)
    if proposal is not None:
        for item in proposal.items.order_by("position"):
            apply_item(actor=agent, now=now, item_id=item.public_id)
    if said.for_office:
        forward(actor=agent, now=now, message_id=message.public_id, reason=said.for_office)


def finished(text: str, words: str) -> Understood:
    """The finding that a visit is done, on these words."""
    return _found(text, words, intent=Intent.JOB_UPDATE, action=JobAction.COMPLETE, summary="The work is done")


def danger(text: str, words: str, severity: Severity, summary: str) -> Understood:
    """The finding that something is unsafe or broken, on these words."""
    return _found(text, words, intent=Intent.INCIDENT, severity=severity, summary=summary)


def remark(text: str, words: str, summary: str) -> Understood:
    """The finding that this is for people to read."""
    return _found(text, words, intent=Intent.GENERAL, summary=summary)


def question(text: str, summary: str) -> Understood:
    """The finding that something is asked."""
    return _found(text, text, intent=Intent.QUESTION, summary=summary)


def _found(text: str, words: str, **facts: Any) -> Understood:
    span = Span.find(text, words)
    critical = facts.get("severity") is Severity.CRITICAL
    return Understood(
        evidence=(span,) if span else (),
        confidence=1.0 if critical else 0.94,
        decided_by="safety_net" if critical else "rules",
        **facts,
    )


def completion(finding: Understood, visit: Visit, note: str) -> Suggestion:
    """The suggestion to finish a visit."""
    arguments = {"visit_id": str(visit.public_id), "note": note}
    return _suggest("visit.complete", arguments, f"Finish {visit.code}", finding, visit)


def report(finding: Understood, visit: Visit, text: str) -> Suggestion:
    """The suggestion to open an incident at a visit."""
    arguments = {
        "severity": finding.severity,
        "title": finding.summary,
        "description": text,
        "visit_id": str(visit.public_id),
    }
    return _suggest("incident.report", arguments, f"Report: {finding.summary}", finding, None)


def _suggest(
    command: str, arguments: dict[str, Any], summary: str, finding: Understood, base: Visit | None
) -> Suggestion:
    net = finding.decided_by == "safety_net"
    return Suggestion(
        command=command,
        arguments=arguments,
        summary=summary,
        confidence=finding.confidence,
        brain=finding.decided_by,
        policy=Policy.AUTO,
        policy_reason="A danger to life is always reported." if net else "It can be undone, and 94% sure.",
        evidence=[span.model_dump() for span in finding.evidence],
        base=base,
    )


def finish_by_message(user: User, visit: Visit, text: str, now: datetime) -> None:
    """End a visit the way most people do it in the van: by writing that it is done."""
    spanish = text.startswith("Terminé")
    finding = finished(text, text.split(" ", 1)[0])
    answer = f"{visit.code} está terminada. ¡Gracias!" if spanish else f"{visit.code} is finished. Thank you!"
    suggestion = completion(finding, visit, text)
    lang: Language = "es" if spanish else "en"
    say(Said(user, text, answer, visit, (finding,), (suggestion,), lang), now)
