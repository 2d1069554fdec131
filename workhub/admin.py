"""The admin as one site: sign-in through allauth, the live parts' addresses, third-party pages where they help."""

from allauth.account import admin as account_admin
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as social_admin
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as sessions_admin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.urls import URLPattern, path
from django_celery_beat import admin as beat
from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule

from workhub import assistant, dashboard, explain
from workhub.schedule_admin import ScheduleAdmin


def live_urls() -> list[URLPattern]:
    """The parts of pages that are read again when something changed; who can see what, and why; the assistant."""
    return [
        path("live/<slug:section>/", admin.site.admin_view(dashboard.live), name="live"),
        path("who-sees/<slug:kind>/<uuid:public_id>/", admin.site.admin_view(explain.page), name="access"),
        *assistant.urls(),
    ]


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.extra_urls = live_urls  # type: ignore[attr-defined]

# Roles say who may what, people change their own addresses, services come from the environment: these pages would only
# mislead, and show secrets.
NEEDED_FIRST = (account_admin, auth_admin, beat, mfa_admin, social_admin, sessions_admin)  # registered the pages
admin.site.unregister((Group, EmailAddress))
admin.site.unregister((Authenticator, SocialAccount, SocialApp, SocialToken, UserSession))
# A schedule is one page. Apart from it, a crontab or an interval can be written that stops beat for everybody.
admin.site.unregister((PeriodicTask, CrontabSchedule, IntervalSchedule, SolarSchedule, ClockedSchedule))
admin.site.register(PeriodicTask, ScheduleAdmin)
