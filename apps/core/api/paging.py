"""Lists in pages: a cursor says after which row the next page begins, so that rows added meanwhile shift nothing."""

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import BaseModel, ValidationInfo, create_model, field_validator
from pydantic_core import to_json, to_jsonable_python

from apps.core.api.bodies import JSON
from apps.core.complaints import complaints
from apps.core.errors import BadInput
from apps.core.texts import refuse_unstorable

R = TypeVar("R", bound=models.Model)
LIMIT, MOST = 50, 200
LONGEST_CURSOR = 4000  # holds the longest name there can be, twelve characters to each of its own


class Listing(Schema):
    """What every list can be asked: where to go on, and how many rows. Lists add their own filters."""

    cursor: str = Field(
        "", max_length=LONGEST_CURSOR, description="`next_cursor` of the page before. Empty: the first page."
    )
    limit: int = Field(LIMIT, ge=1, le=MOST, description="How many rows at most.")

    @field_validator("*")
    @classmethod
    def _storable(cls, value: Any, info: ValidationInfo) -> Any:
        refuse_unstorable({str(info.field_name): value})
        return value


class Page(Schema):
    """A page of a list. `next_cursor` is null on the last one."""

    next_cursor: str | None = Field(description="Send it as `cursor` to read on; also in the Link header.")


@functools.cache
def page_of(shape: type[Schema]) -> type[Page]:
    """Pages of such rows: `VisitPage` in the document."""
    name = f"{shape.__name__.removesuffix('Out')}Page"
    return create_model(name, __base__=Page, __doc__=Page.__doc__, items=(list[shape], ...))  # type: ignore[valid-type]


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: by `key`, then by `tie` where several have the same. Neither may be null.

    Args:
        parse: from JSON back to the key's type.
    """

    key: str
    tie: str = "public_id"
    descending: bool = False
    parse: Callable[[Any], Any] = str

    def sorted(self, rows: QuerySet[R]) -> QuerySet[R]:
        """The rows in this order."""
        sign = "-" if self.descending else ""
        return rows.order_by(sign + self.key, sign + self.tie)

    def after(self, rows: QuerySet[R], cursor: str) -> QuerySet[R]:
        """Those behind the row that the cursor names.

        Raises:
            BadInput: this list gave out no such cursor.
        """
        key, tie = _opened(cursor, self)
        beyond = "lt" if self.descending else "gt"
        # The first condition lets an index on the key alone skip what was read before.
        return rows.filter(
            Q(**{f"{self.key}__{beyond}e": key})
            & (Q(**{f"{self.key}__{beyond}": key}) | Q(**{f"{self.tie}__{beyond}": tie}))
        )

    def cursor(self, row: models.Model) -> str:
        """The cursor that goes on behind this row."""
        values = [operator.attrgetter(name.replace("__", "."))(row) for name in (self.key, self.tie)]
        return self._signer().sign_object(to_jsonable_python(values))

    def _signer(self) -> Signer:
        """Nobody makes cursors up, and those of one list do not fit another."""
        return Signer(salt=f"cursor.{self.key}.{self.tie}.{self.descending}")


def _opened(cursor: str, order: Order) -> tuple[Any, Any]:
    try:
        key, tie = order._signer().unsign_object(cursor)
    except (BadSignature, ValueError):
        raise BadInput(
            _("This cursor was not given out by this list. Start again without one."),
            code="bad_cursor",
            fields={"cursor": _("was not given out by this list")},
        ) from None
    return order.parse(key), tie


def by_moment(key: str, *, descending: bool = False, tie: str = "public_id") -> Order:
    """An order by a point in time."""
    return Order(key, tie=tie, descending=descending, parse=datetime.fromisoformat)


def by_number(key: str, *, descending: bool = False, tie: str = "public_id") -> Order:
    """An order by a whole number."""
    return Order(key, tie=tie, descending=descending, parse=int)


def page(
    request: HttpRequest, rows: QuerySet[R], asked: Listing, order: Order, shape: Callable[[R], BaseModel]
) -> HttpResponse:
    """The page that was asked for, with a Link to the next one.

    Raises:
        BadInput: a parameter is not known, or the cursor is none of this list's.
    """
    items, following = cut(request, rows, asked, order)
    return paged(request, [shape(row) for row in items], following)


def cut(request: HttpRequest, rows: QuerySet[R], asked: Listing, order: Order) -> tuple[list[R], str | None]:
    """The rows of the page that was asked for, and the cursor that goes on behind them."""
    refuse_unknown(request, asked)
    rows = order.sorted(rows)
    if asked.cursor:
        rows = order.after(rows, asked.cursor)
    found = list(rows[: asked.limit + 1])
    kept = found[: asked.limit]
    return kept, order.cursor(kept[-1]) if len(found) > len(kept) else None


def paged(request: HttpRequest, items: list[Any], following: str | None) -> HttpResponse:
    """Items as a page."""
    content = to_json({"items": items, "next_cursor": following})
    response = HttpResponse(content, content_type=JSON)
    response["Cache-Control"] = "private, no-cache"
    if following:
        query = [(k, v) for k, values in request.GET.lists() for v in values if k != "cursor"]
        url = request.build_absolute_uri(f"{request.path}?{urlencode([*query, ('cursor', following)])}")
        response["Link"] = f'<{url}>; rel="next"'
    return response


def refuse_unknown(request: HttpRequest, asked: Listing) -> None:
    """Refuse a filter that does not exist: a slip of the pen must not answer with everything.

    Raises:
        BadInput: with `fields`.
    """
    unknown = sorted(set(request.GET) - set(type(asked).model_fields))
    if unknown:
        text, fields = complaints([{"type": "extra_forbidden", "loc": [name]} for name in unknown])
        raise BadInput(text, fields=fields)


def narrowed(rows: QuerySet[R], **conditions: Any) -> QuerySet[R]:
    """The rows that meet the conditions somebody gave; None, an empty text and an empty list are none."""
    return rows.filter(**{name: value for name, value in conditions.items() if value not in (None, "", [])})
