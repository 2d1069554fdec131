"""Texts that PostgreSQL can keep."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.core.errors import BadInput


def refuse_unstorable(values: Mapping[str, object]) -> None:
    """Refuse texts with NUL or half a surrogate pair: JSON can carry them, the database cannot.

    Raises:
        BadInput: with `fields`.
    """
    for name, value in values.items():
        if not _storable(value):
            problem = _("A text has a character in it that cannot be kept. Type it again instead of pasting it.")
            raise BadInput(problem, fields={name: problem})


def _storable(value: object) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and storable(value) == value
    if isinstance(value, Mapping):
        return all(_storable(v) for pair in value.items() for v in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_storable, value))
    return True


def storable(text: str) -> str:
    """The text without what the database cannot keep."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
