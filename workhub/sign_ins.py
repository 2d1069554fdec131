"""A person's own sign-ins, and the address they sign in with."""

from allauth.account import views
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.portal import actor_of
from apps.crews.actions import end_sign_ins
from apps.crews.models import User
from workhub import addresses_of_people


@require_POST
@login_required
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too: browsers, programs and open pages."""
    actor = actor_of(request)
    if actor.user is not None:
        end_sign_ins(actor=actor, now=timezone.now(), user_id=actor.user.public_id)
    logout(request)
    messages.info(request, _("You are signed out everywhere. Sign in again here."))
    return redirect("account_login")


@login_required
def email(request: HttpRequest) -> HttpResponse:
    """allauth's page for another address; the present one stays until the other is confirmed."""
    if isinstance(request.user, User):
        addresses_of_people.confirm(request.user)
    answer: HttpResponse = views.email(request)
    return answer
