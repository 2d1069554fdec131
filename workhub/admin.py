"""The admin as one site: sign-in through allauth, the live parts' addresses, third-party pages in Unfold's clothes."""

from typing import Any

from allauth.account import admin as account_admin
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import URLPattern, path
from django_celery_beat import admin as beat
from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from workhub import dashboard


def live_urls() -> list[URLPattern]:
    """The parts of pages that are read again when something changed."""
    return [path("live/<slug:section>/", admin.site.admin_view(dashboard.live), name="live")]


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.extra_urls = live_urls  # type: ignore[attr-defined]

# Roles say who may what, and people change their own addresses: these pages would only mislead.
NEEDED_FIRST = (account_admin, auth_admin, beat)  # importing them registered the pages
admin.site.unregister((Group, EmailAddress, SolarSchedule, ClockedSchedule))


class TaskSelect(UnfoldAdminSelectWidget, beat.TaskSelectWidget):  # type: ignore[misc]
    """The registered tasks, in Unfold's select."""


class PeriodicTaskForm(beat.PeriodicTaskForm):  # type: ignore[misc]
    """celery-beat's form with Unfold's inputs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].widget = UnfoldAdminTextInputWidget()
        self.fields["regtask"].widget = TaskSelect()


class AdministratorsOnly:
    """For superusers, which every administrator is; asked without a query for anybody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the app is shown."""
        return bool(request.user.is_active and request.user.is_superuser)


class ScheduleAdmin(AdministratorsOnly, beat.PeriodicTaskAdmin, ModelAdmin):  # type: ignore[misc]
    """Editable schedules, for administrators."""

    form = PeriodicTaskForm


class IntervalAdmin(AdministratorsOnly, ModelAdmin):  # type: ignore[misc]
    """Every so often."""


class CrontabAdmin(AdministratorsOnly, beat.CrontabScheduleAdmin, ModelAdmin):  # type: ignore[misc]
    """At set times."""

    inlines = ()


for model, model_admin in (
    (PeriodicTask, ScheduleAdmin),
    (IntervalSchedule, IntervalAdmin),
    (CrontabSchedule, CrontabAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, model_admin)
