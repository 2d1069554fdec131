"""Who does something, and through what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from apps.core.errors import NotAllowed

LOOKING_ONLY = gettext_noop("You can look at everything here and change nothing. Ask an administrator for more.")


class Via(StrEnum):
    """The surface a command came through."""

    ADMIN = "admin"
    PORTAL = "portal"
    API = "api"
    SYNC = "sync"
    AGENT = "agent"
    AUTOMATION = "automation"
    SCHEDULE = "schedule"
    CUSTOMER = "customer"
    IMPORT = "import"
    EMAIL = "email"


class Person(Protocol):
    """What the kernel needs to know of a user."""

    @property
    def pk(self) -> int: ...
    @property
    def public_id(self) -> UUID: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_office(self) -> bool: ...
    @property
    def sees_all(self) -> bool: ...
    @property
    def only_looks(self) -> bool: ...
    @property
    def is_program(self) -> bool: ...
    def may(self, right: str) -> bool:
        """Whether the person's role includes a right (a command's name or a right of its own)."""
        ...

    def why_not(self, right: str) -> str:
        """That the role does not include a right, and whom to ask."""
        ...


@dataclass(frozen=True, slots=True)
class Actor:
    """Who (`user`, None for the clock), through what (`via`), and in whose name (`on_behalf_of`)."""

    user: Person | None
    via: Via
    on_behalf_of: Person | None = None

    @classmethod
    def agent_for(cls, person: Person) -> "Actor":
        """The agent serving a person: it has that person's rights, never more."""
        return cls(user=person, via=Via.AGENT, on_behalf_of=person)

    @classmethod
    def clock(cls) -> "Actor":
        """WorkHub itself, on schedule or on the command line."""
        return cls(user=None, via=Via.SCHEDULE)

    @property
    def is_clock(self) -> bool:
        """Whether no person stands behind this."""
        return self.user is None and self.via in (Via.SCHEDULE, Via.IMPORT)

    def may(self, right: str) -> bool:
        """Whether this actor holds a right now. A deactivated person holds none."""
        if self.user is None:
            return self.is_clock
        return self.user.is_active and self.user.may(right)

    def require(self, right: str, message: str = "") -> None:
        """Refuse unless the right is held.

        Raises:
            NotAllowed: with `message`, or the usual sentence.
        """
        if not self.may(right):
            raise NotAllowed(self.why_not(right, message), right=right)

    def why_not(self, right: str, message: str = "") -> str:
        """That this actor does not hold a right, in a sentence that says whom to ask; `message` in its place."""
        if self.user is None:
            return message
        return _(LOOKING_ONLY) if self.user.only_looks else message or self.user.why_not(right)

    @property
    def audiences(self) -> list[str]:
        """The feed audiences this actor belongs to."""
        if self.user is None or not self.user.is_active:
            return []
        return [user_audience(self.user.pk), *([OFFICE] if self.user.sees_all else [])]


OFFICE = "office"


def user_audience(user_id: int) -> str:
    """The feed audience of one person."""
    return f"user.{user_id}"
