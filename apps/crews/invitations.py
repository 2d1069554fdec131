"""The secret in an invitation's link. It follows from the invitation and the secret key, so it is kept nowhere."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from apps.crews.models import Invitation

SALT = "workhub.invitation"


def secret_for(public_id: UUID, key: str = "") -> str:
    """The secret of the invitation with that public id: 256 bits, 43 characters."""
    made = salted_hmac(SALT, str(public_id), secret=key or settings.SECRET_KEY, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def link_of(invitation: Invitation) -> str | None:
    """The address that the invited person opens; None when it was made with a key that is no longer known."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    secrets = (secret_for(invitation.public_id, key) for key in keys)
    known = next((secret for secret in secrets if hash_of(secret) == invitation.secret_hash), None)
    return known and f"{settings.PUBLIC_URL}{reverse('invitation', args=[known])}"
