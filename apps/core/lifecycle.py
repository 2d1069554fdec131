"""The life of a thing as one table, checked in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.errors import IllegalTransition
from apps.core.looks import Look


@dataclass(frozen=True)
class Lifecycle:
    """Where each status leads, and how it looks. `thing` is the word for sentences."""

    thing: str | Promise
    moves: Mapping[str, frozenset[str]]
    looks: Mapping[str, Look]

    def allows(self, old: str, new: str) -> bool:
        """Whether the table leads from one status to the other."""
        return new in self.moves.get(old, frozenset())

    def check(self, old: str, new: str) -> None:
        """Refuse a move the table does not have.

        Raises:
            IllegalTransition: with both statuses in words.
        """
        if not self.allows(old, new):
            raise IllegalTransition(
                _("This %(thing)s is %(old)s; it cannot become %(new)s from there.")
                % {
                    "thing": self.thing,
                    "old": str(self.looks[old].label).lower(),
                    "new": str(self.looks[new].label).lower(),
                },
                status=old,
            )
