"""Manuals: added by the office, read by WorkHub, retired when they hold no more."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.files import own_file
from apps.core.models import Record, StoredFile
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.jobs.documents.extracting import Unreadable, pages_of_pdf, parts_of_text
from apps.jobs.documents.reading import documents_visible_to
from apps.jobs.events import DOCUMENT_ADDED, DOCUMENT_READ, DOCUMENT_RETIRED
from apps.jobs.models import Manual, ManualPage
from apps.jobs.selectors import assets_visible_to, sites_visible_to, templates_visible_to
from apps.jobs.states import Reading

PDF = "application/pdf"
LONGEST_TEXT = 200_000


@command("document.add", title="Add a document", risk=Risk.APPROVE, inverse=Inverse("document.retire", "manual_id"))
def add_document(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    file_id: UUID | None = None,
    text: str = "",
    asset_id: UUID | None = None,
    site_id: UUID | None = None,
    template_id: UUID | None = None,
) -> Manual:
    """Keep a manual, or a text, so that questions are answered from it. A file is read a moment later.

    Args:
        file_id: a PDF that the actor brought. With `text` as well that is what is found, as for a scan; without a file
            the text is all there is.
        asset_id, site_id, template_id: one of them at most; none: it is for everybody in the company.

    Raises:
        NotHere: no such file, asset, site or template within sight; NotAllowed.
        BadInput: neither file nor text, no PDF, too long, or about several things.
    """
    about = {
        "asset": lock(assets_visible_to(actor), asset_id) if asset_id else None,
        "site": lock(sites_visible_to(actor), site_id) if site_id else None,
        "template": lock(templates_visible_to(actor), template_id) if template_id else None,
    }
    file = own_file(actor, file_id) if file_id else None
    actor.require("document.add")
    _refuse_unfit(file, text, about)
    to_read = file is not None and not text.strip()
    document = create(
        Manual,
        now=now,
        title=title.strip(),
        file=file,
        **about,
        reading=Reading.WAITING if to_read else Reading.READ,
        added_by_id=actor.user.pk if actor.user else None,
    )
    if not to_read:
        _keep_pages(document, parts_of_text(text))
    emit(DOCUMENT_ADDED, actor=actor, subject=document, now=now)
    return document


def _refuse_unfit(file: StoredFile | None, text: str, about: Mapping[str, Record | None]) -> None:
    if file is None and not text.strip():
        raise _bad("file_id", _("Bring a PDF, or write the text."))
    if file is not None and file.content_type != PDF:
        raise _bad("file_id", _("Only a PDF can be read. Save it as a PDF first."))
    if len(text) > LONGEST_TEXT:
        raise _bad("text", _("At most 200,000 characters, please. Bring it as a PDF."))
    if sum(one is not None for one in about.values()) > 1:
        raise _bad("asset_id", _("Choose one: an asset, a site or a job template."))


def _bad(field: str, sentence: str) -> BadInput:
    return BadInput(sentence, code="document_unfit", fields={field: sentence})


@command("document.retire", title="Stop using a document", risk=Risk.APPROVE)
def retire_document(*, actor: Actor, now: datetime, manual_id: UUID, reason: str) -> Manual:
    """No question is answered from it any more; it stays to be looked at by the office.

    Raises:
        NotHere, NotAllowed; BadInput: the reason is missing; IllegalTransition: it is not used any more already.
    """
    document = lock(documents_visible_to(actor), manual_id)
    actor.require("document.retire")
    if document.retired_at is not None:
        raise IllegalTransition(_("This document is not used any more already."))
    document.retired_at, document.retired_because = now, require_reason(reason)
    save(document, now=now, fields=["retired_at", "retired_because"])
    emit(DOCUMENT_RETIRED, actor=actor, subject=document, now=now)
    return document


def read_document(manual_id: UUID, *, now: datetime) -> None:
    """Read a document's file page by page, once; WorkHub does this by itself, after it was added."""
    waiting = Manual.objects.filter(public_id=manual_id, reading=Reading.WAITING).select_related("file").first()
    if waiting is None or waiting.file is None:
        return
    pages: list[str] = []
    trouble = ""
    try:
        with waiting.file.content.open("rb") as content:
            pages = pages_of_pdf(content)
    except Unreadable as error:
        trouble = str(error)
    with transaction.atomic():
        document = Manual.objects.select_for_update(of=("self",), no_key=True).get(pk=waiting.pk)
        if document.reading != Reading.WAITING:
            return
        _keep_pages(document, pages)
        document.reading, document.trouble = Reading.UNREADABLE if trouble else Reading.READ, trouble
        save(document, now=now, fields=["reading", "trouble"])
        emit(DOCUMENT_READ, actor=Actor.clock(), subject=document, now=now)


def _keep_pages(document: Manual, pages: list[str]) -> None:
    rows = [ManualPage(manual=document, number=n, text=text) for n, text in enumerate(pages, start=1) if text.strip()]
    ManualPage.objects.bulk_create(rows, batch_size=100)
