"""From the word in an event or a receipt back to the table."""

import functools

from django.apps import apps

from apps.core.errors import NotHere
from apps.core.models import Record


@functools.cache
def _types() -> dict[str, type[Record]]:
    return {m.type_name(): m for m in apps.get_models() if issubclass(m, Record)}


def model_for(type_name: str) -> type[Record]:
    """The model whose rows are called that.

    Raises:
        NotHere: none is.
    """
    try:
        return _types()[type_name]
    except KeyError:
        raise NotHere from None
