"""Signing in with Google, or another service that speaks OpenID Connect (docs/adr/0020).

The rule: a service opens WorkHub to people who are here already, by the address it has verified; it makes nobody.
"""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from requests import RequestException

from apps.crews.models import User
from workhub import addresses_of_people

logger = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who comes in with another service's word."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No: accounts are made by administrators."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is here already.

        Raises:
            ImmediateHttpResponse: everybody else, with one and the same page.
        """
        connecting = sociallogin.state.get("process") == "connect" and request.user.is_authenticated
        found = sociallogin.user if sociallogin.is_existing else None
        user = request.user if connecting else found
        if not isinstance(user, User) or not _is_theirs(user, sociallogin):
            raise ImmediateHttpResponse(_refused(request))
        addresses_of_people.confirm(user)


def _is_theirs(user: User, sociallogin: Any) -> bool:
    """Whether the service has verified the person's own address, and is not another account than the first time."""
    verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified is True}
    account = sociallogin.account
    others = SocialAccount.objects.filter(user=user, provider=account.provider).exclude(uid=account.uid)
    return user.is_active and user.email.lower() in verified and not others.exists()


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/refused.html", status=403)


@never_cache
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's way to a service, by a page instead of a redirect: `form-action` holds for redirects of forms, too."""
    try:
        answer: HttpResponse = login(request, provider_id)
    except (RequestException, KeyError) as error:  # away, or it does not say where people sign in
        logger.warning("the service %s cannot be asked: %r", provider_id, error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "socialaccount/leaving.html", {"address": answer.url})
