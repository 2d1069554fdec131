"""The portal's addresses, and the front door that sends each to where they live."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from apps.agent import portal as agent
from apps.core.portal import actor_of, for_programs
from apps.crews import portal as crews
from apps.crews import request_pages as asking
from apps.crews.attendance import clock_page, hours_page
from apps.jobs import portal as jobs
from apps.notifications import portal as notifications

app_name = "portal"


def landing(request: HttpRequest) -> HttpResponse:
    """The office to the admin, field staff to their day, strangers to the sign-in; programs have no pages."""
    user = actor_of(request).user
    if user is None:
        return redirect("account_login")
    return for_programs(request) or redirect("admin:index" if user.is_office else "portal:today")


urlpatterns = [
    path("", landing, name="landing"),
    path("portal/", jobs.today, name="today"),
    path("portal/today/", jobs.today_list, name="today_list"),
    path("portal/crew/", jobs.crew, name="crew"),
    path("portal/crew/list/", jobs.crew_list, name="crew_list"),
    path("portal/visits/<uuid:visit_id>/", jobs.visit, name="visit"),
    path("portal/visits/<uuid:visit_id>/parts/", jobs.visit_parts, name="visit_parts"),
    path("portal/visits/<uuid:visit_id>/answer/", jobs.answer, name="answer"),
    path("portal/visits/<uuid:visit_id>/evidence/<slug:verb>/", jobs.evidence, name="evidence"),
    path("portal/visits/<uuid:visit_id>/<slug:verb>/", jobs.act, name="act"),
    path("portal/checklists/<uuid:checklist_id>/", jobs.checklist_preview, name="checklist_preview"),
    path("portal/assets/<uuid:asset_id>/", jobs.asset, name="asset"),
    path("portal/messages/", agent.talk, name="messages"),
    path("portal/messages/box/", agent.box, name="message_box"),
    path("portal/messages/log/", agent.log, name="message_log"),
    path("portal/messages/news/", agent.news, name="message_news"),
    path("portal/messages/send/", agent.send, name="message_send"),
    path("portal/messages/corrections/", agent.kept_corrections, name="kept_corrections"),
    path("portal/items/<uuid:item_id>/correct/", agent.correct, name="correct"),
    path("portal/items/<uuid:item_id>/<slug:verb>/", agent.decide, name="decide"),
    path("portal/attendance/", clock_page.bar, name="clock"),
    path("portal/attendance/<slug:verb>/", clock_page.tap, name="tap"),
    path("portal/attendance/<uuid:attendance_id>/take-back/", clock_page.untap, name="untap"),
    path("portal/requests/", asking.requests, name="requests"),
    path("portal/requests/list/", asking.request_list, name="request_list"),
    path("portal/requests/new/<slug:kind>/", asking.ask, name="ask"),
    path("portal/requests/<uuid:request_id>/", asking.one_request, name="request"),
    path("portal/requests/<uuid:request_id>/<slug:verb>/", asking.act_on_request, name="act_on_request"),
    path("portal/me/", crews.me, name="me"),
    path("portal/me/hours/", hours_page.hours, name="hours"),
    path("portal/me/hours/<uuid:attendance_id>/", hours_page.correction, name="correction"),
    path("portal/me/positions/", hours_page.positions, name="positions"),
    path("portal/notifications/", notifications.notifications, name="notifications"),
    path("portal/notifications/<uuid:notification_id>/read/", notifications.read, name="read"),
]
