"""The number a row has in the system it came from, by which importing the same row again finds it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.constraints import refuse_as
from apps.core.errors import Clash

LONGEST = 100  # characters


def external_id() -> "models.CharField[str | None, str | None]":
    """The column; empty (NULL) for what began its life here."""
    return models.CharField(_("number in the other system"), max_length=LONGEST, null=True, blank=True, editable=False)


def external_id_once(table: str) -> models.UniqueConstraint:
    """No two rows of a table have the same one."""
    name = f"{table}_external_id_once"
    refuse_as(name, _taken)
    return models.UniqueConstraint(fields=["external_id"], condition=Q(external_id__isnull=False), name=name)


def _taken() -> Clash:
    text = gettext("This number of the other system belongs to another one already.")
    return Clash(text, fields={"external_id": text})
