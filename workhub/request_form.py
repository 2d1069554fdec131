"""The page where anybody asks for work, without an account."""

from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actions.files import keep_file_from_outside
from apps.core.actor import Actor, Via
from apps.core.errors import DomainError
from apps.jobs.actions import receive_service_request
from apps.jobs.models import ServiceRequest
from workhub.outside_files import drawn

SALT = "service-request"


class UnseenId(forms.UUIDField):
    """An id that nobody types: nonsense in it is as good as none, and no reason to turn somebody away."""

    def clean(self, value: Any) -> Any:
        """The id, or None."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class AskForWork(forms.Form):
    """What is wanted, where, and how to reach who asks."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        error_messages={"required": _("Write in a few words what it is about.")},
    )
    text = forms.CharField(
        label=_("What happened, what do you need?"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    address = forms.CharField(
        label=_("Where?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        help_text=_("A phone number or an email, so that we can answer."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    contact_email = forms.EmailField(
        label=_("Email"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    asset = UnseenId(required=False, widget=forms.HiddenInput)
    sending = UnseenId(required=False, widget=forms.HiddenInput)  # the same one again is the same request
    # People do not see it; what fills in every field is no person.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        # The page's script looks at a photo before it is sent, so that nothing typed is lost on the way.
        self.fields["photo"].widget.attrs |= {"data-most": settings.LARGEST_FILE, "data-too-large": _too_large()}

    def clean_website(self) -> str:
        """Nothing."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Empty this field, then send it again."))
        return ""

    def clean_photo(self) -> "UploadedFile[bytes] | None":
        """As it was sent, or none."""
        photo: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        if photo is not None and (photo.size or 0) > settings.LARGEST_FILE:
            raise forms.ValidationError(_too_large())
        return photo

    def draw_photo(self) -> bool:
        """Make of a valid form's photo what is kept; False when it is none, and the form says so.

        It takes seconds, and whoever sends it is a stranger: once they may ask, and before anything is written.
        """
        sent: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        try:
            self.cleaned_data["photo"] = drawn(sent.name or "", sent.read()) if sent else None
        except DomainError as error:
            self.add_error("photo", error.message)
        return self.is_valid()

    def clean(self) -> dict[str, Any]:
        """Somebody who cannot be reached cannot be helped."""
        told: dict[str, Any] = super().clean() or {}
        if not (told.get("contact_phone") or told.get("contact_email") or self.errors):
            self.add_error("contact_phone", _("Give a phone number or an email, so that we can answer."))
        return told


@never_cache
@csrf_protect
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form; take in what was sent. What is refused comes back with everything that was typed."""
    if request.method == "GET":
        form = AskForWork(initial={"asset": _asset(request), "sending": uuid4()})
        return render(request, "request/form.html", {"form": form})
    form = AskForWork(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form, 422)
    asked = _sent_before(form.cleaned_data)
    if asked is None and not ratelimit.consume(request, action="service_request"):
        form.add_error(None, _("Too many requests came from your address. Try again in an hour, or call us."))
        return _again(request, form, 429)
    if asked is None and not form.draw_photo():
        return _again(request, form, 422)
    try:
        asked = asked or _received(form.cleaned_data)
    except DomainError as error:
        if (asked := _sent_before(form.cleaned_data)) is None:
            form.add_error(None, error.message)
            return _again(request, form, error.status)
    return redirect("request_thanks", signing.dumps(asked.code, salt=SALT))


def _too_large() -> str:
    text = _("This photo is too large: at most %(most)d MB, please. Choose a smaller one, or send it without.")
    return text % {"most": settings.LARGEST_FILE // 2**20}


def _asset(request: HttpRequest) -> str:
    """What a sticker's address says; nonsense is no reason to turn somebody away."""
    try:
        return str(UUID(request.GET.get("asset", "")))
    except ValueError:
        return ""


def _message_id(told: dict[str, Any]) -> str:
    return f"form:{told['sending']}" if told["sending"] else ""


def _sent_before(told: dict[str, Any]) -> ServiceRequest | None:
    """The request of this very form, sent twice by an impatient thumb or a bad line."""
    sent = _message_id(told)
    return ServiceRequest.objects.filter(message_id=sent).first() if sent else None


def _again(request: HttpRequest, form: AskForWork, status: int) -> HttpResponse:
    return render(request, "request/form.html", {"form": form}, status=status)


@transaction.atomic
def _received(told: dict[str, Any]) -> ServiceRequest:
    now, photo = timezone.now(), told["photo"]
    kept = [keep_file_from_outside(now=now, name=photo.name, content=photo).pk] if photo else []
    words = {
        name: told[name] for name in ("title", "text", "address", "contact_name", "contact_phone", "contact_email")
    }
    return receive_service_request(
        actor=Actor(None, Via.CUSTOMER),
        now=now,
        asset_id=told["asset"],
        message_id=_message_id(told),
        file_keys=tuple(kept),
        **words,
    )


@never_cache
@require_safe
def thanks(request: HttpRequest, signed: str) -> HttpResponse:
    """The request's number, and nothing else of it."""
    try:
        code = signing.loads(signed, salt=SALT, max_age=86_400)
    except signing.BadSignature:
        raise Http404 from None
    return render(request, "request/thanks.html", {"code": code})
