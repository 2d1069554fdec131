"""My talk with the agent."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.agent.models import AgentRun, Message
from apps.agent.selectors import messages_visible_to
from apps.agent.states import Author, RunStatus
from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_moment, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words

router = Router()
MESSAGE = noun("message", "messages", "Messages")
NEWEST = by_moment("created_at", descending=True)
SAID = "4c8b1f7e-6d20-4935-a1f8-0e5d9c3b7a62"
ON = "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60"
show_how(
    {
        "message.send": {"text": "finished at Oak St, but I smell gas by the meter", "visit_id": ON},
        "message.correct": {"item_id": SAID, "visit_id": ON, "reason": "No, the other job"},
        "message.keep_corrections": {"keep": True},
        "message.forward": {"message_id": SAID, "reason": "Somebody should answer this"},
    }
)


class RunMentioned(Schema):
    """The agent's work on a message. More: `/agent-runs/` and its id; what it suggests: `/proposals/` and that id."""

    id: UUID
    status: RunStatus
    proposal_id: UUID | None
    warning: str = Field(description="What to do at once, known before the answer. Show it before anything else.")


class SourceOut(Schema):
    """A row that an answer is from."""

    type: str
    id: UUID
    label: str


class AnswerOut(Schema):
    """What the agent answered."""

    id: UUID
    text: str
    sources: list[SourceOut] = Field(description="The rows that the answer is from.")
    created_at: datetime


class MessageOut(RecordOut):
    """One thing said. A person's message has a run and, when that is over, an answer."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SAID,
            author="person",
            person={"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"},
            text="finished at Oak St, but I smell gas by the meter",
            visit_id=ON,
            for_office=False,
            answers_id=None,
            run={
                "id": "2d8e1f60-93c4-4a7b-b5d2-7f0c1e3a9b48",
                "status": "done",
                "proposal_id": "c1f0a7de-41b2-4b0e-8f27-9d3e6a5b7c80",
                "warning": "Leave the building now.",
            },
            answer={
                "id": "9e6d0a35-2b7f-4c14-8f59-3a1c5d7e0b86",
                "text": "Leave the building now. Incident WH-I-27 (critical) is open for Oak St.",
                "sources": [],
                "created_at": "2026-03-02T15:28:45.302117Z",
            },
        )
    )

    author: Author
    person: NameOut = Field(description="Whose talk with the agent it is.")
    text: str
    visit_id: UUID | None = Field(description="The visit it was written on.")
    for_office: bool = Field(description="The agent could do nothing with it; people read it.")
    answers_id: UUID | None = Field(description="The message this one answers.")
    run: RunMentioned | None
    answer: AnswerOut | None

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        """The message with what came of it."""
        return cls(
            **record(message),
            author=Author(message.author),
            person=NameOut.of(message.conversation.user),
            text=message.text,
            visit_id=message.visit_id,
            for_office=message.for_office,
            answers_id=message.answers.public_id if message.answers else None,
            run=_run(getattr(message, "run", None)),
            answer=_answer(getattr(message, "answer", None)),
        )


def _run(run: AgentRun | None) -> RunMentioned | None:
    if run is None:
        return None
    proposal = run.proposal.public_id if run.proposal else None
    return RunMentioned(id=run.public_id, status=RunStatus(run.status), proposal_id=proposal, warning=run.warning)


def _answer(answer: Message | None) -> AnswerOut | None:
    if answer is None:
        return None
    sources = [SourceOut(**source) for source in answer.sources]
    return AnswerOut(id=answer.public_id, text=answer.text, sources=sources, created_at=answer.created_at)


class MessageFilters(Listing):
    """Which messages."""

    person: UUID | None = Field(None, description="Of this person's talk; for the office. Without it: my own talk.")
    everybody: bool = Field(False, description="Of all talks in my sight, for the office.")  # noqa: FBT003
    visit: UUID | None = Field(None, description="Written on this visit.")
    author: Author | None = None
    for_office: bool | None = None
    q: str = Field("", max_length=200, description="Words of the text.")
    updated_since: Moment | None = None


def _messages(actor: Actor) -> "QuerySet[Message]":
    return messages_visible_to(actor).select_related("conversation__user", "answers", "answer", "run__proposal")


@router.get("/messages", **MESSAGE.listing(MessageOut))
def list_messages(request: HttpRequest, asked: Query[MessageFilters]) -> HttpResponse:
    """Newest first: my own talk, unless another was asked for."""
    actor = actor_of(request)
    mine = actor.user.public_id if actor.user and not asked.everybody else None
    rows = narrowed(
        with_words(_messages(actor), asked.q, ["text"]),
        conversation__user__public_id=asked.person or mine,
        visit_id=asked.visit,
        author=asked.author,
        for_office=asked.for_office,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, NEWEST, MessageOut.of)


@router.get("/messages/{id}", **MESSAGE.detail(MessageOut))
def read_message(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One message with what came of it. Ask again, or follow the feed, until `run.status` is done or failed."""
    return one(request, _messages(actor_of(request)), id, MessageOut.of)
