"""The request's id: the client's own when it is a sane token, else django-guid makes one."""

import re
from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
META = "HTTP_X_REQUEST_ID"

Answer = HttpResponseBase | Awaitable[HttpResponseBase]


@sync_and_async_middleware
def sane_request_id(get_response: Callable[[HttpRequest], Answer]) -> Callable[[HttpRequest], Answer]:
    """Drop what a log, a header or a support call should not carry. (django-guid's check lets any length through.)"""

    def middleware(request: HttpRequest) -> Answer:
        if not SANE.fullmatch(request.META.get(META, "")):
            request.META.pop(META, None)
        return get_response(request)

    async def async_middleware(request: HttpRequest) -> HttpResponseBase:
        answer = middleware(request)
        return answer if isinstance(answer, HttpResponseBase) else await answer

    return async_middleware if iscoroutinefunction(get_response) else middleware
