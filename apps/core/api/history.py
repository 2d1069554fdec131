"""The history of a row: every command and every refusal, for the office and its programs."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.nouns import Noun
from apps.core.api.paging import Listing, by_number, cut, page_of, paged
from apps.core.api.shapes import NameOut
from apps.core.errors import NotAllowed, NotHere
from apps.core.guarded import Shown
from apps.core.lookup import model_for
from apps.core.models import AuditEntry, Record
from apps.core.selectors import history_of, is_of_the_office

NEWEST = by_number("id", tie="id", descending=True)
UNTOLD = {"public_id", "is_superuser"}


class ChangeOut(Schema):
    """One row that was touched, with the fields that moved. `before` is null for a new row."""

    type: str
    id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any]


class HistoryEntryOut(Schema):
    """Who did what, through what, when, with which arguments, and what it changed; or what was refused, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "at": "2026-03-02T14:31:02.881930Z",
                    "by": {"id": "b5b1c2de-54f0-4a55-9d0e-3c1b7a2f9e11", "name": "Ana Silva"},
                    "on_behalf_of": None,
                    "via": "portal",
                    "command": "visit.start",
                    "arguments": {"visit_id": "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60"},
                    "outcome": "done",
                    "code": "",
                    "message": "",
                    "changes": [
                        {
                            "type": "visit",
                            "id": "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60",
                            "before": {"status": "en_route", "version": 3},
                            "after": {"status": "on_site", "version": 4},
                        }
                    ],
                }
            ]
        }
    )

    at: datetime
    by: NameOut | None = Field(description="The person; null for WorkHub itself.")
    on_behalf_of: NameOut | None
    via: str
    command: str
    arguments: dict[str, Any]
    outcome: Literal["done", "refused"]
    code: str = Field(description="The refusal's code.")
    message: str = Field(description="The refusal's sentence.")
    changes: list[ChangeOut]


def add_history(router: Router, noun: Noun, rows: Callable[[Actor], "QuerySet[Any]"]) -> None:
    """Add the operation that reads the history of a row of that kind."""

    def history(request: HttpRequest, id: UUID, asked: Query[Listing]) -> HttpResponse:  # noqa: A002
        """Newest first. For the office; others may see the row, but not what was done to it by whom."""
        actor = actor_of(request)
        if not rows(actor).filter(public_id=id).exists():
            raise NotHere
        if not is_of_the_office(actor):
            raise NotAllowed(_("What was done to this is for the office to see."))
        entries, following = cut(request, history_of(noun.kind, id), asked, NEWEST)
        return paged(request, told(entries, actor), following)

    router.get(
        f"/{noun.path}/{{id}}/history",
        response=page_of(HistoryEntryOut),
        operation_id=f"list_{noun.one.replace(' ', '_')}_history",
        url_name=f"{noun.kind}_history",
        summary=f"What was done to a {noun.one}" if noun.one[0] not in "aeiou" else f"What was done to an {noun.one}",
        tags=[noun.tag],
        openapi_extra={"x-refusals": ["NotAllowed", "NotFound"]},
    )(history)


def told(entries: list[AuditEntry], actor: Actor) -> list[HistoryEntryOut]:
    """The entries, with public ids where the log has the database's own, and dots for what is not the reader's."""
    ids, shown = PublicIds(change for entry in entries for change in entry.changes), Shown(actor)
    return [_told(entry, ids, shown) for entry in entries]


def _told(entry: AuditEntry, ids: "PublicIds", shown: Shown) -> HistoryEntryOut:
    return HistoryEntryOut(
        at=entry.at,
        by=NameOut.maybe(entry.user),
        on_behalf_of=NameOut.maybe(entry.on_behalf_of),
        via=entry.via,
        command=entry.command,
        arguments=shown.arguments(entry),
        outcome="done" if entry.outcome == AuditEntry.Outcome.DONE else "refused",
        code=entry.code,
        message=entry.message,
        changes=[
            ChangeOut(
                type=change["type"],
                id=UUID(change["id"]),
                before=None if change["before"] is None else ids.instead(change["type"], change["before"]),
                after=ids.instead(change["type"], change["after"]),
            )
            for change in shown.changes(entry)
        ],
    )


class PublicIds:
    """Public ids for the foreign keys in changes: one query per kind of row, whatever the number of changes."""

    def __init__(self, changes: Iterable[dict[str, Any]]) -> None:
        wanted: dict[type[Record], set[int]] = {}
        for change in changes:
            keys = foreign_keys(change["type"])
            for side in (change["before"] or {}, change["after"]):
                for name in keys.keys() & side.keys():
                    if side[name] is not None:
                        wanted.setdefault(keys[name], set()).add(int(side[name]))
        self._known = {
            model: dict(model._default_manager.filter(pk__in=pks).values_list("pk", "public_id"))
            for model, pks in wanted.items()
        }

    def instead(self, type_name: str, values: dict[str, Any]) -> dict[str, Any]:
        """The values with public ids in the place of the database's own."""
        keys = foreign_keys(type_name)
        return {
            name: self._known[keys[name]].get(int(value)) if name in keys and value is not None else value
            for name, value in values.items()
            if name not in UNTOLD
        }


def foreign_keys(type_name: str) -> dict[str, type[Record]]:
    """The columns of a kind of row that point at another one."""
    fields = model_for(type_name)._meta.concrete_fields
    related = {field.attname: field.related_model for field in fields if field.is_relation}
    return {name: model for name, model in related.items() if isinstance(model, type) and issubclass(model, Record)}
