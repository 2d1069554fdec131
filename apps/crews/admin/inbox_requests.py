"""A staff request as the inbox and its own page show it: files, what was said, what it would hit, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.actor import Actor
from apps.core.admin.naming import Names
from apps.core.impact import hits
from apps.core.markup import link
from apps.crews.models import RequestFile, RequestNote, StaffRequest
from apps.crews.request_rules import LEAVE
from apps.crews.request_words import money
from apps.crews.selectors import may_read_cost
from apps.crews.states import RequestKind


@dataclass(frozen=True, slots=True)
class HitShown:
    """Something planned that leave would hit."""

    name: SafeString
    text: str
    start: datetime
    end: datetime


def load_talk(requests: Sequence[StaffRequest]) -> None:
    """Read the questions and answers, and the files, of all of these at once."""
    notes = Prefetch("notes", RequestNote.objects.select_related("author"))
    files = Prefetch("files", RequestFile.objects.select_related("file"))
    prefetch_related_objects(requests, notes, files)


def files_of_request(request: StaffRequest) -> SafeString:
    """The files, as links."""
    files = request.files.all()
    return format_html_join(", ", "{}", ((link(f"/files/{one.file.public_id}/", one.file.name),) for one in files))


def hits_of_request(actor: Actor, request: StaffRequest) -> list[HitShown]:
    """What is planned with the requester while they would be away, as far as this person sees it."""
    member = getattr(request.requester, "member", None)
    if request.kind not in LEAVE or member is None or request.start is None or request.end is None:
        return []
    found, names = hits(actor, [member.pk], request.start, request.end), Names()
    for hit in found:
        names.want(hit.type_name, hit.public_id)
    return [HitShown(names.name(hit.type_name, hit.public_id), hit.text, hit.start, hit.end) for hit in found]


def costs(actor: Actor, request: StaffRequest) -> str:
    """What overtime costs at the member's rate, for those who may know it; empty where nobody can say."""
    member = getattr(request.requester, "member", None)
    if request.kind != RequestKind.OVERTIME or request.hours is None or member is None or member.hourly_cost is None:
        return ""
    return money(request.hours * member.hourly_cost) if may_read_cost(actor, member.public_id) else ""


def said(request: StaffRequest) -> SafeString:
    """What it is for, in the requester's words."""
    return format_html('<span class="wh-pre">{}</span>', request.text) if request.text else format_html("{}", "")
