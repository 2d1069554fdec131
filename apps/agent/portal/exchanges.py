"""The conversation log: what was said, what the agent answered, and what is still being worked on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from apps.agent.answers.linking import portal_links
from apps.agent.models import AgentRun, Message
from apps.agent.portal.items import ItemRefusal, ItemView, item_views
from apps.agent.selectors import conversations_visible_to, messages_visible_to, steps_visible_to
from apps.agent.states import BRAIN_LOOKS, STEP_ICONS, Author, Brain, RunStatus, StepKind, rules_because
from apps.agent.step_words import sentence
from apps.core.actor import Actor
from apps.core.looks import Look
from apps.core.models import ProposalItem
from apps.core.moments import clock, relative, stamp

PAGE = 30  # exchanges shown at once
BOXED = 5  # and in the box on a visit's page
NEWS = 300  # steps told at once to whoever was away
PATIENCE = timedelta(seconds=45)  # after that a run is said to take long


@dataclass(frozen=True, slots=True)
class StepView:
    """What a run came to next: a sentence, its icon, when; `last`: it stands there."""

    seq: int
    sentence: str
    icon: str
    at: str
    last: bool


@dataclass(frozen=True)
class Exchange:
    """One message with its answer, or something the agent said by itself."""

    message: Message
    items: list[ItemView]
    now: datetime

    @property
    def by_person(self) -> bool:
        """Whether it began with the person."""
        return self.message.author == Author.PERSON

    @cached_property
    def run(self) -> AgentRun | None:
        """The agent's work on it."""
        return getattr(self.message, "run", None)

    @cached_property
    def answer(self) -> Message | None:
        """What the agent answered."""
        return getattr(self.message, "answer", None)

    @property
    def order(self) -> int:
        """Where it stands among others: the moment it was said."""
        return round(self.message.created_at.timestamp() * 1_000_000)

    @cached_property
    def steps(self) -> list[StepView]:
        """What the agent came to, as far as it is."""
        rows = list(self.run.steps.all()) if self.run else []
        return [
            StepView(
                seq=step.seq,
                sentence=sentence(step, own=True),
                icon=STEP_ICONS[StepKind(step.kind)],
                at=clock(step.at),
                last=step is rows[-1],
            )
            for step in rows
        ]

    @property
    def seq(self) -> int:
        """The number of its newest step: what is older than what is shown is never shown instead."""
        return self.steps[-1].seq if self.steps else 0

    @property
    def sources(self) -> list[tuple[str, str]]:
        """What the answer is from: each with the portal's page of it, where there is one. The page asks who may."""
        return portal_links(self.answer) if self.answer else []

    @property
    def is_being_read(self) -> bool:
        """Whether an answer is to be expected any moment."""
        status = self.run.status if self.run else ""
        return self.answer is None and status in (RunStatus.QUEUED, RunStatus.RUNNING)

    @property
    def warning(self) -> str:
        """What to do at once, until there is an answer that says so, or for good; its incident is open already."""
        return self.run.warning if self.run and not self.has_reply else ""

    @property
    def takes_long(self) -> bool:
        """Whether it is being read for longer than it should."""
        return self.is_being_read and self.now - self.message.created_at > PATIENCE

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide first."""
        return self.answer is None and self.run is not None and self.run.status == RunStatus.WAITING

    @property
    def stands(self) -> str:
        """Whose decision it waits for, as its last step says."""
        waiting = self.run is not None and self.run.status == RunStatus.WAITING
        return self.steps[-1].sentence if waiting and self.steps else ""

    @property
    def failed(self) -> bool:
        """Whether the agent gave up on it."""
        return self.answer is None and self.run is not None and self.run.status == RunStatus.FAILED

    @property
    def has_reply(self) -> bool:
        """Whether there is anything to show beneath it."""
        return self.answer is not None or self.waits

    @property
    def is_safety(self) -> bool:
        """Whether life is at stake: the answer must not look like any other."""
        return any(view.is_safety for view in self.items)

    @property
    def decided(self) -> list[Look]:
        """Who decided, each once: the safety net first, and the rules with why it was not the model."""
        brains = {view.item.brain for view in self.items} or ({self.run.brain} if self.run else set())
        looks = [look for brain, look in BRAIN_LOOKS.items() if brain in brains and brain != Brain.PERSON]
        why = self.run.fallback_reason if self.run else ""
        return [*(look for look in looks if look != BRAIN_LOOKS[Brain.RULES]), rules_because(why)] if why else looks

    @property
    def sent(self) -> str:
        """When it was said."""
        return stamp(self.message.created_at, self.now)

    @property
    def answered(self) -> str:
        """When it was answered."""
        return stamp(self.answer.created_at, self.now) if self.answer else ""

    @property
    def ago(self) -> str:
        """How long ago it was said."""
        return relative(self.message.created_at, self.now)


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the conversation, oldest first.

    `before` leads to the page before it. `seq`: whoever has this page has every step up to that number; `more`: there
    are steps above it already.
    """

    exchanges: list[Exchange]
    before: UUID | None
    seq: int = 0
    more: bool = False


def log_for(
    actor: Actor,
    now: datetime,
    *,
    visit_id: UUID | None = None,
    before: UUID | None = None,
    refusal: ItemRefusal | None = None,
) -> Log:
    """A person's own conversation, or the part of it that was written on a visit's page."""
    page = BOXED if visit_id else PAGE
    seq = _last_step(actor)  # before the rest is read: what comes meanwhile is told once more, never left out
    found = _messages(actor, visit_id)
    if before:
        found = found.filter(id__lt=messages_visible_to(actor).filter(public_id=before).values("id")[:1])
    messages = list(found[: page + 1])
    shown = messages[:page][::-1]
    return Log(
        exchanges=_exchanges(shown, actor, now, refusal),
        before=shown[0].public_id if len(messages) > page else None,
        seq=seq,
    )


def news_for(
    actor: Actor,
    now: datetime,
    *,
    after: int,
    visit_id: UUID | None = None,
    item_id: UUID | None = None,
    refusal: ItemRefusal | None = None,
) -> Log:
    """What has changed in one's own conversation above a step's number, what is being read just now, and the exchange
    of an item that was decided this moment.

    Whoever was away asks with the last number they have, and again while there is more: nothing is left out, and what
    they have already is told again at most.
    """
    steps = steps_visible_to(actor).filter(conversation__user_id=_key(actor), seq__gt=after).order_by("seq")
    found = list(steps.values_list("seq", "run__message_id")[: NEWS + 1])
    told, more = found[:NEWS], len(found) > NEWS
    read = Q(run__status__in=(RunStatus.QUEUED, RunStatus.RUNNING), answer=None)
    items = ProposalItem.objects.filter(public_id=item_id) if item_id else ProposalItem.objects.none()
    decided = Q(run__proposal__in=items.values("proposal"))
    changed = _messages(actor, visit_id).filter(Q(pk__in={message for _seq, message in told}) | read | decided)
    return Log(
        exchanges=_exchanges(list(changed)[::-1], actor, now, refusal),
        before=None,
        seq=told[-1][0] if told else after,
        more=more,
    )


def _last_step(actor: Actor) -> int:
    own = conversations_visible_to(actor).filter(user_id=_key(actor))
    return own.values_list("last_step", flat=True).first() or 0


def _key(actor: Actor) -> int:
    """Whose talk it is; that of nobody is none."""
    return actor.user.pk if actor.user else 0


def _exchanges(
    shown: Sequence[Message], actor: Actor, now: datetime, refusal: ItemRefusal | None = None
) -> list[Exchange]:
    views = item_views(_items(shown), actor, refusal)
    return [Exchange(m, views.get(_proposal_key(m) or 0, []), now) for m in shown]


def _messages(actor: Actor, visit_id: UUID | None) -> "QuerySet[Message]":
    """The newest first. The office sees all conversations elsewhere; here each their own."""
    found = messages_visible_to(actor).filter(conversation__user_id=_key(actor), answers__isnull=True)
    if visit_id:
        found = found.filter(visit_id=visit_id)
    related = found.select_related("answer", "run__proposal")
    return related.prefetch_related("run__proposal__items__notes__author", "run__steps").order_by("-id")


def _items(messages: Sequence[Message]) -> list[ProposalItem]:
    runs: list[Any] = [getattr(m, "run", None) for m in messages]
    return [item for run in runs if run and run.proposal for item in run.proposal.items.all()]


def _proposal_key(message: Message) -> int | None:
    run: AgentRun | None = getattr(message, "run", None)
    return run.proposal_id if run else None
