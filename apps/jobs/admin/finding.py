"""Searching by the words that the database keeps, numbers people say among them: WH-1042, WH-1042/2, WH-I-27."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest


class ByWords:
    """A list whose search looks where the app says.

    Attributes:
        found: rows and what was typed → the rows that were meant.
    """

    search_fields = ("words",)  # Django shows a search box for it
    found: ClassVar[Callable[..., "QuerySet[Any]"]]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Each row once; there is nothing to be made distinct."""
        return type(self).found(queryset, search_term), False
