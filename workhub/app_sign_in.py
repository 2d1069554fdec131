"""Sign-in for programs: the part of allauth's headless API this product needs. Nobody signs up, nobody adds emails."""

from allauth.headless.account import views as account
from allauth.headless.constants import Client
from allauth.headless.mfa import views as mfa
from allauth.headless.tokens import views as tokens
from django.urls import path

VIEWS = {
    "auth/login": account.LoginView,
    "auth/2fa/authenticate": mfa.AuthenticateView,
    "auth/session": account.SessionView,
    "auth/password/request": account.RequestPasswordResetView,
    "auth/password/reset": account.ResetPasswordView,
    "account/password/change": account.ChangePasswordView,
    "tokens/refresh": tokens.RefreshTokenView,
}

urlpatterns = [path(route, view.as_api_view(client=Client.APP)) for route, view in VIEWS.items()]
