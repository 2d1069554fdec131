"""Verbs that stop or take back something want to know why."""

from django.utils.translation import gettext as _

from apps.core.errors import BadInput


def require_reason(reason: str, *, argument: str = "reason", ask: str = "") -> str:
    """The reason without surrounding space.

    Args:
        argument: what the command calls it.
        ask: the sentence that asks for it, where the usual one says too little.

    Raises:
        BadInput: there is none.
    """
    if not reason.strip():
        sentence = ask or _("Say in a few words why.")
        raise BadInput(sentence, code="reason_missing", fields={argument: sentence})
    return reason.strip()
