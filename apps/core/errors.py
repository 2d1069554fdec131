"""What can be refused, each with a code that never changes and a sentence for the person."""

from typing import Any

from django.utils.translation import gettext as _


class DomainError(Exception):
    """A refusal the product foresees. Each surface translates it once; nobody sees a stack trace.

    Args:
        message: a sentence for the person, saying what to do next.
        code: a stable name; the class has a default.
        details: further facts for machines, JSON-safe.
    """

    code = "refused"
    status = 409

    def __init__(self, message: str, *, code: str = "", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = details


class NotAllowed(DomainError):
    """The row is within the person's sight, but the verb is not theirs."""

    code = "not_allowed"
    status = 403

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or _("Your role does not include this."), **details)


class NotHere(DomainError):
    """There is no such row, or none within the person's sight: the two must look the same."""

    code = "not_found"
    status = 404

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or _("This does not exist, or it is not yours to see."), **details)


class IllegalTransition(DomainError):
    """The thing is in a state from which this verb does not lead."""

    code = "illegal_transition"


class Clash(DomainError):
    """It would collide with something that is already there."""

    code = "clash"


class StaleVersion(DomainError):
    """Somebody else changed the row in between; `current_version` says where it stands now."""

    code = "stale_version"
    status = 412

    def __init__(self, *, current_version: int) -> None:
        super().__init__(
            _("Somebody changed this in the meantime. Look at it again, then repeat your change."),
            current_version=current_version,
        )


class BadInput(DomainError):
    """What was sent cannot be right; `fields` says which part and why."""

    code = "bad_input"
    status = 422


class Reused(DomainError):
    """The same command id came with other content, or from somebody else."""

    code = "command_id_reused"
    status = 422

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("This id was already used for something else. Send it again with a new one."))


class TryAgain(DomainError):
    """Two changes got in each other's way and this one gave way; repeating it is safe."""

    code = "try_again"
    status = 503

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("Somebody changed the same thing at the same moment. Try again."))
