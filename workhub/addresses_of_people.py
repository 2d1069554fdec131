"""A person's email address as allauth keeps it, beside the one in `User.email`."""

from allauth.account.models import EmailAddress
from django.db import transaction

from apps.crews.models import User


@transaction.atomic
def confirm(user: User) -> None:
    """Note that the address they sign in with is theirs: an administrator wrote it down, or they confirmed it.

    Without the note allauth takes it for one that somebody typed in: it would drop it when they ask for another one,
    and take their password away when Google vouches for it.
    """
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email.lower()).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
