"""The office's site: django-unfold's, with a sidebar that does not look at every tab of every list."""

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin import sites
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from unfold.sites import UnfoldAdminSite


class Found(AutocompleteJsonView):
    """What a field's search finds, each told apart from others of its name."""

    def get_queryset(self) -> "models.QuerySet[models.Model]":
        """With what their names take, as on their list."""
        found = super().get_queryset()
        related = self.model_admin.list_select_related
        return found.select_related(*related) if isinstance(related, list | tuple) else found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        """A row's key and what is shown of it."""
        from apps.core.admin.naming import found_as  # noqa: PLC0415  (the site is made before any app is there)

        return {**super().serialize_result(obj, to_field_name), "text": found_as(obj)}


class OfficeSite(UnfoldAdminSite):  # type: ignore[misc]
    """What `admin.site` is."""

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The sidebar as `workhub.office` makes it: with the place one is at marked, and nothing one may not open.
        Left to itself unfold compares each entry with each tab, an eighth of a page's time.
        """
        sidebar: list[dict[str, Any]] = self._get_value(self._get_config("SIDEBAR", request)["navigation"], request)
        return sidebar

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        """The search of a form's field."""
        return Found.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Every app's lists, put together when a page shows them: the sidebar of ours does not, and they took a
        ninth of each page's time.
        """
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))


class OfficeConfig(AppConfig):
    """django-unfold as a Django app, with this site."""

    name = "unfold"

    def ready(self) -> None:
        """As unfold's own does, before any page is registered."""
        admin.site = sites.site = OfficeSite()
