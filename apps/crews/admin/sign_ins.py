"""What a person's page says of how they sign in."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.markup import NOTHING, moment
from apps.crews.models import Invitation, User
from apps.crews.selectors import open_invitations, second_steps


def is_invited(user: User) -> bool:
    """Whether a link is on its way to them that still works."""
    return open_invitations(user, timezone.now()).exists()


def has_second_step(user: User) -> bool:
    """Whether they have an app with codes, or a passkey."""
    return second_steps().filter(user=user).exists()


def invitation_shown(user: User) -> SafeString:
    """How the latest one stands."""
    latest = Invitation.objects.filter(user=user).first()
    if latest is None:
        return NOTHING
    said, at = _how(latest)
    return format_html("{} {}", said, moment(at))


def _how(invitation: Invitation) -> tuple[str, datetime]:
    if invitation.accepted_at:
        return _("Followed"), invitation.accepted_at
    if invitation.withdrawn_at:
        return _("Withdrawn"), invitation.withdrawn_at
    if invitation.expires_at <= timezone.now():
        return _("Ran out"), invitation.expires_at
    return _("Sent; good until"), invitation.expires_at
