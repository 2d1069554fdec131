"""Where everything is."""

from django.contrib import admin
from django.urls import include, path

from workhub import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
