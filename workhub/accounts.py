"""Sign-in: people are added by an administrator, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's rules for this product."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: accounts are made by administrators."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each to where they live."""
        return "/"
