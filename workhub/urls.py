"""Where everything is."""

from importlib import import_module

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from apps.jobs.portal import sticker
from workhub import (
    demo_sign_in,
    file_views,
    health,
    invitations,
    request_form,
    service_sign_in,
    sign_ins,
    standing,
)
from workhub.api import api

handler400 = "workhub.edges.pages.bad_request"
handler500 = "workhub.edges.pages.server_error"

admin.autodiscover()
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("workhub.portal")),
    path("accounts/demo/<str:token>/", demo_sign_in.sign_in, name="demo_sign_in"),
    path("accounts/standing/", standing.standing, name="standing"),
    path("accounts/invitation/<str:secret>/", invitations.accept, name="invitation"),
    path("accounts/sessions/end/", sign_ins.end_all, name="end_sign_ins"),
    path("accounts/email/", sign_ins.email),
    path("accounts/oidc/<str:provider_id>/login/", service_sign_in.leave),
    path("accounts/", include("allauth.urls")),
    path("_allauth/app/v1/", include("workhub.app_sign_in")),
    path("a/<uuid:asset_id>/", sticker, name="asset_sticker"),
    path("request/", request_form.ask, name="request"),
    path("request/thanks/<str:signed>/", request_form.thanks, name="request_thanks"),
    path("files/<uuid:file_id>/", file_views.file, name="file"),
    path("files/<uuid:file_id>/small/", file_views.small, name="file_small"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", api.urls),
    path("readyz", health.readyz),
]
if settings.ANYMAIL:
    import_module("workhub.request_webhook")
    urlpatterns.append(path("anymail/", include("anymail.urls")))
