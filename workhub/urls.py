"""Where everything is."""

from django.contrib import admin
from django.urls import include, path

from workhub import health
from workhub.api import api

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
