"""The page behind an invitation's link: the person chooses how they sign in from now on."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.core.actor import Actor, Via
from apps.core.errors import DomainError
from apps.crews.actions import join
from apps.crews.models import Invitation, User
from apps.crews.selectors import invitation_by
from workhub import addresses_of_people
from workhub.account_forms import ChoosePassword


@never_cache
@sensitive_post_parameters()
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the ways to sign in; set a password, or go on to a passkey. Used and old links get a page of their own."""
    invitation = invitation_by(secret, timezone.now())
    if invitation is None:
        return render(request, "account/invitation_over.html", status=410)
    form = ChoosePassword(request.POST if _has_password(request) else None, user=invitation.user)
    passkey = request.method == "POST" and request.POST.get("way") == "passkey"
    if passkey or (form.is_bound and form.is_valid()):
        try:
            return _let_in(request, invitation, "" if passkey else form.cleaned_data["password"])
        except DomainError:  # somebody was faster, by the same link
            return render(request, "account/invitation_over.html", status=410)
    return render(request, "account/invitation.html", {"form": form, "person": invitation.user})


def _has_password(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("way") != "passkey"


def _let_in(request: HttpRequest, invitation: Invitation, password: str) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)  # a colleague's sign-in on the same device is not theirs
    user = _joined(invitation, password)
    user.refresh_from_db()
    more: dict[str, Any] = {} if password else {"redirect_url": reverse("mfa_add_webauthn")}
    answer: HttpResponse = perform_login(request, Login(user=user, **more))
    return answer


@transaction.atomic
def _joined(invitation: Invitation, password: str) -> User:
    """Use the link up. Whoever had signed in before it does so again."""
    user = join(actor=Actor(invitation.user, Via.EMAIL), now=timezone.now(), invitation_id=invitation.public_id)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    addresses_of_people.confirm(user)
    return user
