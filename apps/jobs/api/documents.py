"""Manuals and other papers that questions are answered from."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.jobs.documents.reading import DOCUMENT_WORDS, documents_visible_to
from apps.jobs.models import Manual
from apps.jobs.states import Reading

router = Router()
DOCUMENT = noun("manual", "documents", "Documents", one="document", many="documents", verbs="document")
BY_TITLE = Order("title")
MANUAL = "7b1e4c0d-52a9-4f36-8c1b-9d0e2f3a4b5c"
show_how(
    {
        "document.add": {"title": "Boiler 2, manual", "text": "Bleed the pump before the first start."},
        "document.retire": {"manual_id": MANUAL, "reason": "A newer edition is here"},
    }
)


class DocumentOut(RecordOut):
    """A document, what it is about, and whether it was read."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=MANUAL,
            title="Boiler 2, manual",
            file_id=None,
            asset_id=None,
            site_id=None,
            template_id=None,
            reading="read",
            trouble="",
            retired_at=None,
        )
    )

    title: str
    file_id: UUID | None
    asset_id: UUID | None
    site_id: UUID | None
    template_id: UUID | None
    reading: Reading = Field(description="Whether its words were read; questions are answered from what was.")
    trouble: str = Field(description="Why it could not be read.")
    retired_at: datetime | None = Field(description="Since when no question is answered from it.")

    @classmethod
    def of(cls, manual: Manual) -> "DocumentOut":
        """The document."""
        return cls(
            **record(manual),
            title=manual.title,
            file_id=manual.file.public_id if manual.file else None,
            asset_id=manual.asset.public_id if manual.asset else None,
            site_id=manual.site.public_id if manual.site else None,
            template_id=manual.template.public_id if manual.template else None,
            reading=Reading(manual.reading),
            trouble=manual.trouble,
            retired_at=manual.retired_at,
        )


class DocumentFilters(Listing):
    """Which documents."""

    q: str = Field("", max_length=200, description="Words of the title or of what it is about.")
    updated_since: Moment | None = None


def _documents(actor: Actor) -> "QuerySet[Manual]":
    return documents_visible_to(actor).select_related("file", "asset", "site", "template")


@router.get("/documents", **DOCUMENT.listing(DocumentOut))
def list_documents(request: HttpRequest, asked: Query[DocumentFilters]) -> HttpResponse:
    """By title: those about what is in my sight, and the company's."""
    found = with_words(_documents(actor_of(request)), asked.q, DOCUMENT_WORDS)
    return page(request, narrowed(found, updated_at__gte=asked.updated_since), asked, BY_TITLE, DocumentOut.of)


@router.get("/documents/{id}", **DOCUMENT.detail(DocumentOut))
def read_document(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One document."""
    return one(request, _documents(actor_of(request)), id, DocumentOut.of)


add_history(router, DOCUMENT, documents_visible_to)
