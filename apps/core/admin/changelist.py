"""Lists that are written quickly: what is the same in every row is made once."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from unfold.admin import checkbox
from unfold.templatetags import unfold_list
from unfold.views import ChangeList

from apps.core.admin.naming import page_of

NOBODY = 'value="0"'
_headers_of = unfold_list.result_headers


def headers(changelist: Any) -> Iterator[dict[str, Any]]:
    """The headers of a list's table. django-unfold 0.91 asks for them with every row, a fifth of a page's time."""
    if not hasattr(changelist, "headers_told"):
        found = list(_headers_of(changelist))
        # Said in every row too: translated and escaped once.
        changelist.headers_told = [header | {"text": conditional_escape(header["text"])} for header in found]
    return iter(changelist.headers_told)


unfold_list.result_headers = headers


class OfficeList(ChangeList):  # type: ignore[misc]
    """A list whose rows all come from its paginator."""

    def __init__(self, request: HttpRequest, *given: Any, **more: Any) -> None:
        """The question that was asked goes along to the pages of the rows, as the way back."""
        super().__init__(request, *given, **more)
        asked = self.model_admin.get_preserved_filters(request)
        self._asked = f"?{asked}" if asked else ""
        self.preserved_filters = ""  # else put together again for every row

    def url_for_result(self, result: Model) -> str:
        """The page of a row."""
        return page_of(result) + self._asked

    def get_results(self, request: HttpRequest) -> None:
        """Django reads a list that has one page from the question itself, once more."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list


def tick_for(pk: int) -> SafeString:
    """The tick box of one row."""
    return mark_safe(_tick(get_language()).replace(NOBODY, f'value="{pk:d}"'))  # noqa: S308 - a number in our own box


@cache
def _tick(_language: str | None) -> str:
    return str(checkbox.render(ACTION_CHECKBOX_NAME, "0"))
