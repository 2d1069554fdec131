"""Searching by the numbers people say: WH-1042, WH-1042/2, WH-I-27."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from apps.jobs.searching import bare_numbers


class ByCode:
    """A list whose search understands codes as well as bare numbers."""

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Look for the number in the code."""
        found: tuple[QuerySet[Any], bool] = super().get_search_results(  # type: ignore[misc]
            request, queryset, bare_numbers(search_term)
        )
        return found
