"""The invitation as an email, in the reader's language. Its link is written nowhere else."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from apps.crews.models import Invitation

DOMAIN = "workhub"


def invitation_letter(invitation: Invitation, link: str) -> EmailMultiAlternatives:
    """The email with the link. Sent again after a crash it carries the same Message-ID."""
    user, company = invitation.user, settings.COMPANY_NAME
    with translation.override(user.language), timezone.override(timezone.get_default_timezone()):
        subject = _("You are invited to %(company)s") % {"company": company}
        until = timezone.localtime(invitation.expires_at)
        context = {
            "subject": subject,
            "name": user.get_short_name(),
            "invited_by": invitation.invited_by,
            "until": formats.date_format(until, "DATETIME_FORMAT"),
            "company_name": company,
            "action_url": link,
            "action_label": _("Choose how you sign in"),
            "reason": _("You get this because an administrator added you. Not you? Then leave it: nothing happens."),
        }
        letter = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("email/invitation.txt", context),
            to=[user.email],
            headers={"Message-ID": f"<invitation.{invitation.public_id}@{DOMAIN}>"},
        )
        letter.attach_alternative(render_to_string("email/invitation.html", context), "text/html")
    return letter
