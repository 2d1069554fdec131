"""A list that is written quickly: what is the same in every row is made once."""

from functools import cache
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from unfold.admin import checkbox
from unfold.views import ChangeList

NOBODY = 'value="0"'


class OfficeChangeList(ChangeList):  # type: ignore[misc]
    """The table asks for the addresses of its headers again with every row; they are worked out once."""

    def get_query_string(self, new_params: dict[str, Any] | None = None, remove: list[str] | None = None) -> str:
        """The query with some of it changed."""
        known: dict[str, str] = self.__dict__.setdefault("_query_strings", {})
        asked = repr((new_params, remove))
        if asked not in known:
            known[asked] = super().get_query_string(new_params, remove)
        return known[asked]


def tick_for(pk: int) -> SafeString:
    """The tick box of one row."""
    return mark_safe(_tick(get_language()).replace(NOBODY, f'value="{pk:d}"'))  # noqa: S308 - a number in our own box


@cache
def _tick(_language: str | None) -> str:
    return str(checkbox.render(ACTION_CHECKBOX_NAME, "0"))
