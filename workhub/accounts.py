"""Sign-in: people are added by an administrator, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import is_headless_request
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's rules for this product."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: accounts are made by administrators."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who these credentials belong to. A program is not told that they are right when the person is deactivated."""
        user = super().authenticate(request, **credentials)
        return None if user and not user.is_active and is_headless_request(request) else user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each to where they live."""
        return "/"
