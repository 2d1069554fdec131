"""Sign-in: people are invited by an administrator, nobody signs up."""

import logging
from contextlib import suppress
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import is_headless_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor, Via
from apps.core.errors import DomainError
from apps.crews.actions import join
from apps.crews.models import User
from apps.crews.selectors import open_invitations
from workhub import second_step

logger = logging.getLogger(__name__)
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's rules for this product."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: accounts are made by administrators."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who these credentials belong to. A program is not told that they are right when the person is deactivated."""
        user = super().authenticate(request, **credentials)
        return None if user and not user.is_active and is_headless_request(request) else user

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Before any sign-in, whichever way.

        Raises:
            ImmediateHttpResponse: a program signs in for somebody who must set up a second step first.
        """
        if is_headless_request(request) and second_step.is_owed(user):
            raise ImmediateHttpResponse(second_step.refusal_of_program(request))
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in. Who was invited has joined by that, whichever way they came."""
        super().login(request, user)
        now = timezone.now()
        for invitation in open_invitations(user, now):
            with suppress(DomainError):  # used up a moment ago: by a second click, or on another device
                join(actor=Actor(user, Via.PORTAL), now=now, invitation_id=invitation.public_id)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to show that it is you, in our words."""
        known: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS.get(way["id"], way["description"])} for way in known]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each to where they live."""
        return "/"

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """Tell of a change that is done already; a mail server that is away does not make it undone."""
        try:
            super().send_notification_mail(*args, **more)
        except (OSError, SMTPException):
            logger.warning("nobody could be told by email of a change to their account", exc_info=True)

    def format_email_subject(self, subject: str) -> str:
        """With the company's name, not the host's."""
        return f"{settings.COMPANY_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As allauth does, with what our templates show."""
        super().send_mail(template_prefix, email, {"company_name": settings.COMPANY_NAME, **context})
