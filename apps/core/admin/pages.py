"""Office pages for rows: a list, and a page per row with facts, history and the verbs that may be done."""

from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin

from apps.core.actor import Actor, Person, Via
from apps.core.admin.addresses import address
from apps.core.admin.changelist import OfficeList, tick_for
from apps.core.admin.counting import LongPaginator
from apps.core.admin.exporting import FORMATS, exported
from apps.core.admin.lists import Show, show_filter
from apps.core.admin.naming import Spoken, page_of, spoken
from apps.core.admin.sight import within_sight
from apps.core.admin.timeline import Told, history
from apps.core.errors import DomainError
from apps.core.models import Record

Facts = list[tuple[Any, Any]]


def actor_of(request: HttpRequest) -> Actor:
    """The person at this page, acting through the office."""
    return Actor(cast(Person, request.user), Via.ADMIN)


def is_office(request: HttpRequest) -> bool:
    """Whether the person is signed in, active, and of the office."""
    return bool(request.user.is_active and request.user.is_staff)


class OfficeAdmin(ModelAdmin):  # type: ignore[misc]
    """Looking, never writing. What may be seen comes from the app's selector; without one nothing is.

    Attributes:
        shows: the questions people ask of the list.
        detail_template: the page of one row.
        live_on: the kinds of events that change the list (`visit incident`).
        empty: what an empty list says will be here, and how it comes.
        explained: whether there is a page that says who can see a row, and why.
    """

    shows: ClassVar[tuple[Show, ...]] = ()
    detail_template = "admin/office/detail.html"
    live_on: ClassVar[str] = ""
    empty: ClassVar[str | Promise] = ""
    explained: ClassVar[bool] = False
    list_before_template = "admin/office/_list_before.html"
    list_after_template = "admin/office/_list_after.html"
    list_per_page = 30
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Any] | None":
        """The app's selector. Who forgets it shows nothing."""
        return None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """The rows this person may see."""
        found = self.rows(actor_of(request)) if is_office(request) else None
        if found is None:
            return cast("QuerySet[Any]", self.model._default_manager.none())
        return found.order_by(*self.ordering) if self.ordering else found

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The order that suits the question asked."""
        asked = next((show for show in self.shows if show.name == request.GET.get("show")), None)
        return asked.order if asked and asked.order else tuple(self.ordering or ())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficeList]:
        """The office's."""
        return OfficeList

    def get_paginator(self, request: HttpRequest, queryset: "QuerySet[Any]", *given: Any, **more: Any) -> LongPaginator:
        """Pages of what was asked for, read from what may be seen."""
        paginator = LongPaginator(self.listed(queryset), *given, **more)
        paginator.by_key = self.listed(self.get_queryset(request))
        return paginator

    def listed(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """The rows, with no more than the list tells of them."""
        return rows

    @admin.display(description=ModelAdmin.action_checkbox.short_description)
    def action_checkbox(self, obj: Model) -> SafeString:
        """The tick box of a row."""
        return tick_for(obj.pk)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The questions first."""
        own = [show_filter(self.shows)] if self.shows else []
        return [*own, *super().get_list_filter(request)]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with what its page of rows is told with."""
        found = super().get_changelist_instance(request)
        self.prepare(request, found.result_list)
        return found

    def prepare(self, request: HttpRequest, rows: Any) -> None:
        """Fetch at once what these rows are told with: a page of the list, or a piece of its file."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; with `?export=csv` or `xlsx` all of its pages as a file."""
        told = request.GET.copy()
        kind = (told.pop("export", None) or [""])[-1]
        request.GET = told  # type: ignore[assignment]
        if kind in FORMATS and request.method == "GET":
            if not self.has_view_permission(request):
                raise PermissionDenied
            return self._file(request, kind)
        links = {name: f"?{told.urlencode()}&export={name}".replace("?&", "?") for name in FORMATS}
        return cast(HttpResponse, super().changelist_view(request, {"export_links": links, **(extra_context or {})}))

    def _file(self, request: HttpRequest, kind: str) -> HttpResponse:
        try:
            return cast(HttpResponse, exported(self, request, self.get_changelist_instance(request), kind))
        except DomainError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(self.list_url(request.GET.urlencode()))

    # --- who may ---------------------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The office sees the app."""
        return is_office(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The office looks at everything its selectors show."""
        return is_office(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted by hand."""
        return False

    # --- the page of one row ---------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The row's page. There is no form on it: changes are commands, each with a page of its own."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        return self.page(request, self.detail_template, row, **self.detail(request, row), **(extra_context or {}))

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """The row, when it is within this person's sight."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def page(self, request: HttpRequest, template: str, row: Any, **context: Any) -> TemplateResponse:
        """A page in the office's frame. The row is its `original`: that draws the way back in the header."""
        request.current_app = self.admin_site.name
        frame = {
            **self.admin_site.each_context(request),
            "title": spoken(row) if row is not None else self.opts.verbose_name_plural,
            "opts": self.opts,
            "original": Spoken(row) if row is not None else None,
            "model_admin": self,
        }
        return TemplateResponse(request, template, {**frame, **context})

    def detail(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page shows."""
        return {
            "head": self.head(row),
            "facts": self.facts(row),
            "timeline": within_sight(actor_of(request), self.timeline(row), besides=row),
            "live_on": self.live_about(row),
            "explain_url": self.explain_url(request, row),
        }

    def explain_url(self, request: HttpRequest, row: Any) -> str:
        """Where it is said who can see this row and why, for those who may know; empty where there is no such page."""
        if not self.explained or not actor_of(request).may("access.read"):
            return ""
        return reverse("admin:access", args=[row.type_name(), row.public_id])

    def head(self, row: Any) -> list[Any]:
        """Badges beside the name."""
        return []

    def facts(self, row: Any) -> Facts:
        """What is known, as pairs of a word and a value."""
        return []

    def subjects(self, row: Any) -> list[tuple[str, UUID]]:
        """Whose history the page tells: its own row's, unless there is more to tell."""
        return [(row.type_name(), row.public_id)] if isinstance(row, Record) else []

    def timeline(self, row: Any) -> list[Told]:
        """The history in words."""
        return history(self.subjects(row))

    def live_about(self, row: Any) -> str:
        """Which events change this page, as `type:id` or `type:*`."""
        return " ".join(f"{kind}:{public_id}" for kind, public_id in self.subjects(row))

    # --- doors that stay shut --------------------------------------------------------------------------------

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's own form would save rows past the commands."""
        raise PermissionDenied

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Not here."""
        raise PermissionDenied

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nothing is deleted by hand."""
        raise PermissionDenied

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history is on the row's page."""
        return HttpResponseRedirect(page_of(self.row_or_404(request, object_id)))

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: Any) -> None:
        """Never: rows are written by commands."""
        raise PermissionDenied

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Never."""
        raise PermissionDenied

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Never."""
        raise PermissionDenied

    def list_url(self, query: str = "") -> str:
        """The list's address."""
        url = address(f"{self.opts.app_label}_{self.opts.model_name}_changelist")
        return f"{url}?{query}" if query else url


class ReadOnlyAdmin(OfficeAdmin):
    """A list and pages to look at."""

    show_add_link = False
