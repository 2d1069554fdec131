"""The rows that an answer is from, as links: to the portal's pages, and to the office's. Each page asks who may."""

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from apps.agent.models import Message
from apps.core.admin.naming import Names, page_of
from apps.core.markup import link

IN_PORTAL = {"visit": "portal:visit", "asset": "portal:asset"}


def portal_links(answer: Message) -> list[tuple[str, str]]:
    """What each is called, with its page in the portal; empty where it has none."""
    return [
        (one["label"], reverse(IN_PORTAL[one["type"]], args=[one["id"]]) if one["type"] in IN_PORTAL else "")
        for one in answer.sources
    ]


def want_sources(names: Names, answer: Message) -> None:
    """Mark the rows, so that those of all answers of a page are fetched with one query for each kind."""
    for one in answer.sources:
        names.want(one["type"], one["id"])


def office_links(answer: Message, names: Names | None = None) -> SafeString:
    """Each with a link to its page in the office; a row that is gone is only named. One query for each kind.

    Args:
        names: in which the rows were marked already, with those of other answers.
    """
    if names is None:
        names = Names()
        want_sources(names, answer)
    told = []
    for one in answer.sources:
        row = names.row(one["type"], one["id"])
        url = page_of(row) if row is not None else ""
        told.append((link(url, one["label"]) if url else one["label"],))
    return format_html_join(" · ", "{}", told)
