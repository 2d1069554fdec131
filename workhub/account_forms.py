"""allauth's forms in our words."""

from typing import Any

from allauth.account.fields import SetPasswordField
from allauth.account.forms import AddEmailForm, LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


def _as_code(field: forms.Field, label: Any, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget = forms.TextInput(attrs=ONE_TIME)
    field.widget.is_required = field.required


class SignIn(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Email and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Stay signed in on this device")


class AnotherAddress(AddEmailForm):  # type: ignore[misc]
    """The address to sign in with instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New address")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class Authenticate(AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("Code"), _("Six digits from your app, or one of your recovery codes."))


class Reauthenticate(ReauthenticateForm):  # type: ignore[misc]
    """Is it you? By a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("Code"), _("Six digits from your app, or one of your recovery codes."))


class ActivateTOTP(ActivateTOTPForm):  # type: ignore[misc]
    """The first code shows that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("The six digits that the app shows now"))


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey signs in alone, so that is what is asked for; a plain security key is the exception."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.help_text = _("Name"), _("So that you can tell your keys apart: “My phone”.")
        name.initial = self.initial["name"] = ""
        name.max_length = 60
        name.widget.attrs["maxlength"] = 60
        alone.label, alone.initial = _("Sign in with it alone, without a password"), True
        alone.help_text = _("The device then checks that it is you, by your finger, face or PIN.")


class SignInWithPasskey(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone. What no browser sends is refused like a key that does not fit."""

    def clean_credential(self) -> Any:
        """allauth foresees values of wrong types, not that some are missing."""
        try:
            return super().clean_credential()
        except (KeyError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class ChoosePassword(forms.Form):
    """What somebody invited signs in with from now on."""

    password = SetPasswordField(label=_("Choose a password"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["password"]
        chosen.user = user
        chosen.widget.attrs.pop("placeholder", None)
        chosen.help_text = _("At least eight characters, and none that others would guess.")
