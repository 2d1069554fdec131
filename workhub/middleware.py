"""The content security policy, relaxed only where Unfold needs it; addresses that nobody can have typed."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

# Unfold's Alpine evaluates expressions and sets inline styles; the hash is celery-beat's one inline script
# (ecosystem.md §3.1).
ADMIN_RELAXED = {
    "script-src": ["'unsafe-eval'", "'sha256-QE3U2xYF7B4J2ro1/9oxiKhaWCGW39gB7ocQ/xlD0bE='"],
    "style-src": ["'unsafe-inline'"],
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


class NoNul:
    """Refuse addresses with NUL in them: no link has it, and PostgreSQL takes it in no search and no filter.

    Raises:
        BadRequest: answered with the page for it. The API answers in its own form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The next one's answer."""
        address = request.path_info + request.META.get("QUERY_STRING", "")
        if ("%00" in address or "\0" in address) and not request.path_info.startswith("/api/"):
            raise BadRequest("NUL in the address")
        return self.get_response(request)
