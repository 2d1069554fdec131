"""Why something is as it is: the words that led to it, who decided, how sure they were, and the way back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from apps.core.actions.deciding import may_decide, may_undo, undo_of
from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.naming import Names, named
from apps.core.markup import ITEM_LOOKS, badge, decided_badge
from apps.core.models import ItemStatus, ProposalItem
from apps.core.selectors import items_about


@dataclass(frozen=True, slots=True)
class ItemTold:
    """One suggested command in words, with its badge, its confidence and what can be done about it."""

    item: ProposalItem
    title: str
    about_this: bool
    badge: SafeString
    decided: SafeString
    confidence: str
    quotes: SafeString
    result: SafeString
    undo_url: str
    undo_why_not: str
    may_decide: bool

    @property
    def summary(self) -> str:
        """What the suggester wrote about it, unless that only repeats the title."""
        return "" if self.item.summary.lower() == self.title.lower() else self.item.summary


@dataclass(frozen=True, slots=True)
class Explanation:
    """One proposal that led to a row: in whose name, on which text, and each of its items."""

    served: SafeString
    source: str
    text: SafeString
    items: list[ItemTold]


def explain(actor: Actor, type_name: str, public_id: UUID, *, text: str = "", back: str = "") -> list[Explanation]:
    """The proposals that made or changed a row, newest first. `text` is the whole message, where the row has it."""
    own = items_about(actor, type_name, public_id).select_related("proposal__served").order_by("-id")
    proposals = {item.proposal_id: item.proposal for item in own}
    siblings = list(ProposalItem.objects.filter(proposal__in=proposals).order_by("position"))
    mine = {item.pk for item in own}
    names = Names()
    for item in siblings:
        names.want(item.result_type, item.result_id)
    explained = []
    for key, proposal in proposals.items():
        items = [item for item in siblings if item.proposal_id == key]
        explained.append(
            Explanation(
                served=named(proposal.served),
                source=proposal.source,
                text=marked(text, [span for item in items if item.pk in mine for span in item.evidence]),
                items=[tell_item(actor, item, names, about_this=item.pk in mine, back=back) for item in items],
            )
        )
    return explained


def tell_item(actor: Actor, item: ProposalItem, names: Names, *, about_this: bool, back: str) -> ItemTold:
    """One item in words."""
    url, why_not = _undo(actor, item, back)
    return ItemTold(
        item=item,
        title=words.title(item.command),
        about_this=about_this,
        badge=badge(ITEM_LOOKS[ItemStatus(item.status)]),
        decided=decided_badge(item.brain),
        confidence=f"{round(item.confidence * 100)} %",
        quotes=quotes(item.evidence),
        result=names.name(item.result_type, item.result_id) if item.result_id else format_html("{}", ""),
        undo_url=url,
        undo_why_not=why_not,
        may_decide=may_decide(actor, item),
    )


def _undo(actor: Actor, item: ProposalItem, back: str) -> tuple[str, str]:
    """The address of the undo form for those who may; else the reason why there is no undo for this reader."""
    inverse = undo_of(item)
    if inverse is None:
        return "", ""
    if not may_undo(actor, item):
        return "", _("Only people who may do “%(title)s” can undo this.") % {"title": words.title(inverse.command)}
    form = reverse("admin:core_proposalitem_command", args=[item.pk, "proposal.undo"])
    return f"{form}?next={quote(back)}" if back else form, ""


def marked(text: str, evidence: Iterable[dict[str, Any]]) -> SafeString:
    """A text with the words that led to a decision in <mark>. Spans that do not fit the text are left out."""
    if not text:
        return mark_safe("")
    written, at = "", 0
    for start, end in _merged(text, evidence):
        written += f'{escape(text[at:start])}<mark class="wh-evidence">{escape(text[start:end])}</mark>'
        at = end
    return mark_safe(written + escape(text[at:]))  # noqa: S308


def _merged(text: str, evidence: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    fitting = sorted((e["start"], e["end"]) for e in evidence if text[e["start"] : e["end"]] == e["text"] != "")
    merged: list[tuple[int, int]] = []
    for start, end in fitting:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def quotes(evidence: Iterable[dict[str, Any]]) -> SafeString:
    """The words themselves, for where the whole text is not at hand."""
    return format_html_join(" … ", '<mark class="wh-evidence">{}</mark>', ((e["text"],) for e in evidence if e["text"]))
