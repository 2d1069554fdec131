"""What every response carries, the line it leaves in the log, and a sign of life for load balancers."""

import logging
import time

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from workhub.redaction import plain_path

access = logging.getLogger("workhub.access")
QUIET = ("/static/", "/healthz", "/readyz")  # asked for all the time

# Unfold's Alpine evaluates expressions and sets inline styles.
ADMIN_RELAXED = {
    "script-src": ["'unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
}
# Phones may take photos and say where they are, on our own pages; nothing else is asked for.
BROWSER_RULES = {
    "Permissions-Policy": "accelerometer=(), camera=(self), display-capture=(), geolocation=(self), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ContentSecurityPolicy(CSPMiddleware):
    """django-csp with a relaxed policy for the admin's pages."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002
    ) -> PolicyParts:
        """The policy of one response."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.update = {**(parts.update or {}), **ADMIN_RELAXED}
        return parts


class BrowserRules(MiddlewareMixin):
    """What browsers are told beside Django's own security headers."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add each header that the view has not set."""
        for name, value in BROWSER_RULES.items():
            response.headers.setdefault(name, value)
        return response


class Alive(MiddlewareMixin):
    """/healthz: 200 while the process answers at all, whatever name or scheme the load balancer asks by."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Answer before host names are looked at."""
        return JsonResponse({"status": "ok"}) if request.path_info == "/healthz" else None


class AccessLog(MiddlewareMixin):
    """A line per request: method, path, status, milliseconds. No query, which may hold a ticket; no address."""

    def process_request(self, request: HttpRequest) -> None:
        """Note the time."""
        request.META["workhub.began"] = time.perf_counter()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Write the line."""
        facts = {
            "method": request.method,
            "path": plain_path(request.path),
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - request.META["workhub.began"]) * 1000, 1),
        }
        level = logging.DEBUG if request.path.startswith(QUIET) and response.status_code < 400 else logging.INFO
        access.log(level, "%(method)s %(path)s %(status)s %(milliseconds)s ms", facts, extra=facts)
        return response
