"""What staff ask for, and who stands in for whom."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, by_number, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.api.users import SOMEBODY
from apps.crews.approvers import DECIDE, Approvers, undecided
from apps.crews.models import RequestFile, RequestNote, StaffRequest
from apps.crews.request_words import bare_numbers
from apps.crews.selectors import REQUEST_WORDS, requests_visible_to
from apps.crews.states import RequestKind, RequestStatus

router = Router()
REQUEST = noun("staffrequest", "requests", "Requests", one="request", verbs="request")
NEWEST = by_number("number", descending=True)
THIS = {"request_id": "5d1c9a3e-0f7b-4a26-8e53-9b2c7d4f6a18"}
RECEIPT = "8b0f3c6d-2a91-4e57-b4d8-6f1e0c9a7253"
show_how(
    {
        "request.add": {
            "kind": "time_off",
            "text": "My sister marries",
            "start": "2026-05-04T00:00:00-04:00",
            "end": "2026-05-06T00:00:00-04:00",
        },
        "request.answer": {**THIS, "text": "The one at Home Depot, with the long hose"},
        "request.ask_back": {**THIS, "question": "Which one do you mean?"},
        "request.approve": {**THIS, "note": "Have a good time"},
        "request.reject": {**THIS, "reason": "Two of your crew are away already"},
        "request.withdraw": {**THIS, "reason": "The wedding is off"},
    }
)


class NoteOut(Schema):
    """A question about a request, or an answer."""

    at: datetime
    by: NameOut
    is_question: bool
    text: str

    @classmethod
    def of(cls, note: RequestNote) -> "NoteOut":
        """The note."""
        return cls(at=note.created_at, by=NameOut.of(note.author), is_question=note.is_question, text=note.text)


class RequestFileOut(Schema):
    """A file that goes with a request; `GET /files/{id}/content` gives its bytes."""

    id: UUID
    name: str
    content_type: str
    size: int = Field(description="Bytes.")


class RequestOut(RecordOut):
    """What somebody asks for, what was said about it, and what became of it."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=THIS["request_id"],
            code="SR-12",
            kind="purchase",
            status="pending",
            requester={"id": SOMEBODY, "name": "Ana Silva"},
            text="A new wet vacuum, ours is broken",
            start=None,
            end=None,
            hours=None,
            amount="189.00",
            asked_back=True,
            expires_at="2026-03-16T13:05:11.204518Z",
            decided_by=None,
            decided_at=None,
            decision_reason="",
            notes=[
                {
                    "at": "2026-03-02T14:31:02.881930Z",
                    "by": {"id": "1f8e6b3d-9c27-4a50-8d14-6e2b0a7c5f93", "name": "Marcus Bell"},
                    "is_question": True,
                    "text": "Which one do you mean?",
                }
            ],
            files=[{"id": RECEIPT, "name": "offer.pdf", "content_type": "application/pdf", "size": 48_213}],
            may_decide=False,
        )
    )

    code: str = Field(description="The number people say.")
    kind: RequestKind
    status: RequestStatus
    requester: NameOut
    text: str
    start: datetime | None = Field(description="From when; the day of overtime.")
    end: datetime | None
    hours: Decimal | None
    amount: Decimal | None = Field(description="In the company's currency.")
    asked_back: bool = Field(description="A question waits for the requester's answer.")
    expires_at: datetime | None = Field(description="Undecided by then, it is let go.")
    decided_by: NameOut | None
    decided_at: datetime | None
    decision_reason: str
    notes: list[NoteOut]
    files: list[RequestFileOut]
    may_decide: bool = Field(description="It waits, and you may decide it: `request.approve`, `.reject`, `.ask_back`.")

    @classmethod
    def of(cls, request: StaffRequest, *, may_decide: bool) -> "RequestOut":
        """The request, as somebody may treat it."""
        return cls(
            **record(request),
            code=request.code,
            kind=RequestKind(request.kind),
            status=RequestStatus(request.status),
            requester=NameOut.of(request.requester),
            text=request.text,
            start=request.start,
            end=request.end,
            hours=request.hours,
            amount=request.amount,
            asked_back=request.asked_back,
            expires_at=request.expires_at,
            decided_by=NameOut.maybe(request.decided_by),
            decided_at=request.decided_at,
            decision_reason=request.decision_reason,
            notes=[NoteOut.of(note) for note in request.notes.all()],
            files=[_file(kept) for kept in request.files.all()],
            may_decide=may_decide,
        )


def _file(kept: RequestFile) -> RequestFileOut:
    file = kept.file
    return RequestFileOut(id=file.public_id, name=file.name, content_type=file.content_type, size=file.size)


def _shape(actor: Actor) -> Callable[[StaffRequest], RequestOut]:
    """How this person sees a request; who may decide is read once, however many are shown."""
    now = timezone.now()
    if not actor.may(DECIDE):
        return lambda request: RequestOut.of(request, may_decide=False)
    open_ones = requests_visible_to(actor).filter(undecided(now))
    approvers = Approvers.at(now, open_ones.values_list("requester", flat=True))
    waiting = set(open_ones.values_list("pk", flat=True))
    return lambda request: RequestOut.of(
        request, may_decide=request.pk in waiting and approvers.why(actor, request) is not None
    )


class RequestFilters(Listing):
    """Which requests."""

    status: list[RequestStatus] = []
    kind: list[RequestKind] = []
    requester: UUID | None = Field(None, description="Of this person.")
    waiting: bool = Field(False, description="Only those that can still be decided.")  # noqa: FBT003
    q: str = Field("", max_length=200, description="A number (SR-12), words of the request, the requester's name.")
    updated_since: Moment | None = None


def _requests(actor: Actor) -> "QuerySet[StaffRequest]":
    notes = RequestNote.objects.select_related("author").order_by("id")
    files = RequestFile.objects.select_related("file").order_by("id")
    found = requests_visible_to(actor).select_related("requester__member", "decided_by")
    return found.prefetch_related(Prefetch("notes", notes), Prefetch("files", files))


@router.get("/requests", **REQUEST.listing(RequestOut))
def list_requests(request: HttpRequest, asked: Query[RequestFilters]) -> HttpResponse:
    """The highest number first: one's own, and those of whom one answers for; the office all of them."""
    actor = actor_of(request)
    rows = narrowed(
        with_words(_requests(actor), bare_numbers(asked.q), REQUEST_WORDS),
        status__in=asked.status,
        kind__in=asked.kind,
        requester__public_id=asked.requester,
        updated_at__gte=asked.updated_since,
    )
    if asked.waiting:
        rows = rows.filter(undecided(timezone.now()))
    return page(request, rows, asked, NEWEST, _shape(actor))


@router.get("/requests/{id}", **REQUEST.detail(RequestOut))
def read_request(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One request, with what was said about it."""
    actor = actor_of(request)
    return one(request, _requests(actor), id, _shape(actor))


add_history(router, REQUEST, requests_visible_to)
