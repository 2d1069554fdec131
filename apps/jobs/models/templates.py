"""Kinds of jobs: what a job of that kind begins with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record


class JobTemplate(Record):
    """A kind of job that is done again and again; a job made from it inherits what it says."""

    name = models.CharField(_("name"), max_length=160, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
