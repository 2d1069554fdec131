"""What a page tells of other rows, for readers whose sight has bounds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin

from apps.core.actor import Actor
from apps.core.admin.naming import type_called
from apps.core.admin.timeline import Told
from apps.core.selectors import sees_all


def within_sight(actor: Actor, told: list[Told], *, besides: Any) -> list[Told]:
    """The entries about the page's own row, and about others that the reader may open. One query per kind of row."""
    if sees_all(actor) or not told:
        return told
    own = str(getattr(besides, "public_id", ""))
    seen = {own, *visible_ids(actor, (entry.subject for entry in told if entry.subject[1] != own))}
    return [entry for entry in told if entry.subject[1] in seen]


def visible_ids(actor: Actor, rows: Iterable[tuple[str, str | UUID]]) -> set[str]:
    """Which of these rows, each by kind and public id, the office's pages show to this reader."""
    asked: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in rows:
        asked[kind].add(str(public_id))
    return {str(pk) for kind, ids in asked.items() for pk in _visible(actor, kind, ids)}


def _visible(actor: Actor, kind: str, ids: set[str]) -> Iterable[UUID]:
    model = type_called(kind)
    rows = admin.site._registry[model].rows(actor) if model in admin.site._registry else None  # type: ignore[attr-defined]
    return [] if rows is None else rows.filter(public_id__in=ids).values_list("public_id", flat=True)
