"""Verbs that stop or take back something want to know why."""

from django.utils.translation import gettext as _

from apps.core.errors import BadInput


def require_reason(reason: str) -> str:
    """The reason without surrounding space.

    Raises:
        BadInput: there is none.
    """
    if not reason.strip():
        raise BadInput(_("Say in a few words why."), code="reason_missing", fields={"reason": _("is missing")})
    return reason.strip()
