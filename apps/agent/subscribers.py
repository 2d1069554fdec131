"""What follows from messages and decisions: runs, feeds, and telling the office what nobody but people can answer."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.agent.actions import delete_old_readings, fail_run, note_decision, pass_to_office
from apps.agent.events import (
    BREAKER_ALARMED,
    BREAKER_CLOSED,
    BREAKER_OPENED,
    MESSAGE_ANSWERED,
    MESSAGE_CORRECTED,
    MESSAGE_FORWARDED,
    MESSAGE_SENT,
    OUTCOME_TOLD,
    POLICY_CHANGED,
    RUN_MOVED,
    RUN_STEPPED,
    RUNS_DUE,
)
from apps.agent.models import AgentRun, Breaker, Message
from apps.agent.states import RunStatus, why_rules
from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import PROPOSAL_ANSWERED, PROPOSAL_ASKED, PROPOSAL_DECIDED, PROPOSAL_MADE, Envelope, subscribe
from apps.core.models import ItemStatus, Lane, Proposal, ProposalItem
from apps.core.relay.slow import LeftForOthers
from apps.crews.models import User
from apps.crews.selectors import managers_of, office
from apps.crews.states import Role
from apps.notifications.actions import Text, notify


def give_up_run(envelope: Envelope) -> None:
    """Tried for the last time, or its worker died each time: the run has failed, and people read the message."""
    run_id = UUID(envelope.payload["run"])
    _pass_to_office(run_id)
    fail_run(run_id=run_id, error="Given up after the last try.", now=timezone.now())


@subscribe(MESSAGE_SENT, lane=Lane.ALARM)
def sound_alarm(envelope: Envelope) -> None:
    """Report a danger to life that the safety net finds, before any worker reads the message."""
    from apps.agent.alarm import sound  # noqa: PLC0415  (the rules' words: only who works on messages pays for them)

    sound(UUID(envelope.payload["run"]))


@subscribe(MESSAGE_SENT, lane=Lane.AGENT, given_up=give_up_run)
def run_agent(envelope: Envelope) -> None:
    """A message came: drive its run."""
    _drive(UUID(envelope.payload["run"]))


def give_up_resumed(envelope: Envelope) -> None:
    """As `give_up_run`, when it could not go on after a decision. Runs that are over stay as they are."""
    if (run_id := _run_of(envelope)) is not None:
        _pass_to_office(run_id)
        fail_run(run_id=run_id, error="Given up after the last try.", now=timezone.now())


@subscribe(PROPOSAL_DECIDED, lane=Lane.AGENT, given_up=give_up_resumed)
def resume_agent(envelope: Envelope) -> None:
    """Somebody decided: it is written down, and the run that waited for it goes on."""
    if (run_id := _run_of(envelope)) is not None:
        note_decision(run_id=run_id, item_id=UUID(envelope.payload["item"]), now=envelope.at)
        _drive(run_id)


def _run_of(envelope: Envelope) -> UUID | None:
    """The run whose proposal was decided on."""
    return AgentRun.objects.filter(proposal__public_id=envelope.subject_id).values_list("public_id", flat=True).first()


def _drive(run_id: UUID) -> None:
    from apps.agent.driver import RunBusy, drive  # noqa: PLC0415  (LangGraph: 37 MB that only workers pay for)

    try:
        drive(run_id)
    except (RunBusy, LeftForOthers):
        raise  # another worker has it, or will
    except Exception:
        # It will be tried again; until then people read what the agent could not work on.
        _pass_to_office(run_id)
        raise
    if settings.GROQ_API_KEY:
        from apps.agent.brains.probing import probe_paused  # noqa: PLC0415  (as above)

        probe_paused()


def _pass_to_office(run_id: UUID) -> None:
    run = AgentRun.objects.select_related("message", "served").filter(public_id=run_id).exclude(status=RunStatus.DONE)
    for stuck in run:
        pass_to_office(run=stuck, now=timezone.now(), reason="The agent could not work on it yet.")


@subscribe(MESSAGE_SENT, MESSAGE_ANSWERED, MESSAGE_FORWARDED, OUTCOME_TOLD, MESSAGE_CORRECTED, lane=Lane.URGENT)
def feed_message(envelope: Envelope) -> None:
    """The person whose conversation it is, their managers, and those who see all."""
    owner = (
        Message.objects.filter(public_id=envelope.subject_id).values_list("conversation__user_id", flat=True).first()
    )
    if owner is not None:
        feed.publish(envelope, [OFFICE, *_and_managers(owner)])


@subscribe(RUN_MOVED, RUN_STEPPED, lane=Lane.URGENT)
def feed_run(envelope: Envelope) -> None:
    """The person served, their managers, and those who see all."""
    served = AgentRun.objects.filter(public_id=envelope.subject_id).values_list("served_id", flat=True).first()
    if served is not None:
        feed.publish(envelope, [OFFICE, *_and_managers(served)])


@subscribe(PROPOSAL_MADE, PROPOSAL_DECIDED, PROPOSAL_ASKED, PROPOSAL_ANSWERED)
def feed_proposal(envelope: Envelope) -> None:
    """The person it was made for, their managers, and those who see all."""
    served = Proposal.objects.filter(public_id=envelope.subject_id).values_list("served_id", flat=True).first()
    if served is not None:
        feed.publish(envelope, [OFFICE, *_and_managers(served)])


def _and_managers(user_id: int) -> list[str]:
    """The audiences of a person and of those who look into their talks."""
    return [user_audience(pk) for pk in (user_id, *managers_of(user_id).values_list("pk", flat=True))]


@subscribe(MESSAGE_CORRECTED)
def keep_correction(envelope: Envelope) -> None:
    """Somebody said which visit was meant, or that it was not meant at all."""
    from apps.agent.corrections.examples import keep_example  # noqa: PLC0415  (the rules' words, as above)

    keep_example(message_id=UUID(str(envelope.subject_id)), right=bool(envelope.payload["visit"]), now=envelope.at)


@subscribe(PROPOSAL_DECIDED)
def keep_undone(envelope: Envelope) -> None:
    """Who wrote the message took back what it led to."""
    from apps.agent.corrections.examples import keep_example  # noqa: PLC0415  (the rules' words, as above)

    item = ProposalItem.objects.filter(public_id=envelope.payload["item"], status=ItemStatus.UNDONE).first()
    if item is None or item.decided_by_id != item.proposal.served_id:
        return
    run = AgentRun.objects.filter(proposal=item.proposal_id).values_list("message__public_id", flat=True).first()
    if run is not None:
        keep_example(message_id=run, right=False, now=envelope.at)


@subscribe(MESSAGE_FORWARDED)
def tell_office_of_message(envelope: Envelope) -> None:
    """The agent passed a message on: dispatchers, administrators and the person's managers answer it."""
    message = Message.objects.filter(public_id=envelope.subject_id).select_related("conversation__user").first()
    if message is None:
        return
    who = message.conversation.user.name
    text = Text(
        kind="message.forwarded",
        title=_("%(name)s writes: %(text)s") % {"name": who, "text": message.text[:120]},
        body=message.text,
        url=f"/admin/agent/conversation/{message.conversation_id}/change/",
    )
    author = message.conversation.user_id
    people = User.objects.filter(Q(pk__in=office().values("pk")) | Q(pk__in=managers_of(author).values("pk")))
    notify(envelope, people.exclude(pk=author), text, now=timezone.now())


@subscribe(BREAKER_OPENED, BREAKER_CLOSED)
def feed_breaker(envelope: Envelope) -> None:
    """Those who see all: whether a model is asked is on their pages."""
    feed.publish(envelope, [OFFICE])


@subscribe(BREAKER_ALARMED)
def tell_administrators_of_model(envelope: Envelope) -> None:
    """A key, address or model is wrong: nothing that passes, and only administrators can put it right."""
    breaker = Breaker.objects.filter(public_id=envelope.subject_id).first()
    if breaker is None:
        return
    told = {"model": breaker.model, "why": why_rules(envelope.payload["reason"])}
    text = Text(
        kind="breaker.alarmed",
        title=_("%(model)s is not asked: %(why)s") % told,
        body=_("The rules read messages meanwhile. It is tried again every half minute; the settings have to change."),
        url=f"/admin/agent/breaker/{breaker.pk}/change/",
    )
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    notify(envelope, administrators, text, now=timezone.now())


@subscribe(OUTCOME_TOLD)
def tell_person_of_outcome(envelope: Envelope) -> None:
    """The person served: what waited for others is decided, or nobody decided it in time."""
    message = Message.objects.filter(public_id=envelope.subject_id).select_related("conversation__user").first()
    if message is not None:
        title, *more = message.text.split("\n")
        text = Text(kind="message.outcome", title=title, body="\n".join(more), url="/portal/messages/")
        notify(envelope, [message.conversation.user], text, now=timezone.now())


@subscribe(POLICY_CHANGED)
def feed_policy(envelope: Envelope) -> None:
    """The office, whose pages show it."""
    feed.publish(envelope, [OFFICE])


@subscribe(RUNS_DUE, lane=Lane.SLOW)
def delete_checkpoints(_envelope: Envelope) -> None:
    """What ended runs kept for going on, and the readings whose day is over."""
    from apps.agent.retention import delete_old_checkpoints  # noqa: PLC0415  (LangGraph, as above)

    delete_old_readings(now=timezone.now())
    delete_old_checkpoints(now=timezone.now())
