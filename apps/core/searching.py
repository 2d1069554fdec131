"""Finding rows by the words people type."""

import operator
from collections.abc import Iterable
from functools import reduce
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

R = TypeVar("R", bound=Model)
MOST_WORDS = 8


def with_words(rows: QuerySet[R], typed: str, fields: Iterable[str]) -> QuerySet[R]:
    """The rows where every word stands in one of the fields, in any case; all of them when nothing was typed.

    Of many words the first eight count: each looks through the whole table.
    """
    for word in list(dict.fromkeys(typed.split()))[:MOST_WORDS]:
        somewhere = reduce(operator.or_, (Q(**{f"{field}__icontains": word}) for field in fields))
        # Through the key: a field of many related rows would repeat a row for each.
        rows = rows.filter(pk__in=rows.model._default_manager.filter(somewhere).values("pk"))
    return rows
