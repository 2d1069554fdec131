"""Addresses that break in every way, behind the product's own middleware; for test_edges and test_compression."""

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.http import condition
from ninja import Body, NinjaAPI
from ninja.decorators import decorate_view

from workhub.edges.middleware import leave_to_the_edges
from workhub.urls import handler400, handler500  # noqa: F401  (Django reads the handlers here)
from workhub.urls import urlpatterns as real

SECRET = "the-password-is-swordfish"
api = NinjaAPI(urls_namespace="edges")
api.add_exception_handler(Exception, leave_to_the_edges)
BREAK: dict[str, Exception] = {
    "bug": RuntimeError(SECRET),
    "operational": OperationalError(SECRET),
    "interface": InterfaceError(SECRET),
    "suspicious": SuspiciousOperation(SECRET),
    "denied": PermissionDenied(SECRET),
    "missing": Http404(SECRET),
}


@api.get("/break/{how}")
def break_api(request: HttpRequest, how: str) -> Any:
    raise BREAK[how]


@api.post("/echo")
def echo(request: HttpRequest, said: Body[dict[str, Any]]) -> Any:
    return said


@api.get("/row")
@decorate_view(condition(etag_func=lambda request: '"v7"'))
def row(request: HttpRequest) -> Any:
    return {"text": "the same words " * 100}


@api.put("/row")
@decorate_view(condition(etag_func=lambda request: '"v7"'))
def change_row(request: HttpRequest) -> Any:
    return {"done": True}


def break_page(request: HttpRequest, how: str) -> HttpResponse:
    raise BREAK[how]


def plain(request: HttpRequest) -> HttpResponse:
    """A view under /api/ that ninja has nothing to do with, and that wants the CSRF secret."""
    return HttpResponse(f"fine: {len(request.POST)}")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse((b"a line of text\n" for _ in range(1000)), content_type="text/plain")


urlpatterns = [
    path("api/v9/", api.urls),
    path("api/plain", plain),
    path("break/<str:how>", break_page),
    path("stream", stream),
    *real,
]
