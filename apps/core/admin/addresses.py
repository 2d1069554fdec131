"""Addresses of office pages. They stay as they are while a process lives, and a page of the office names a hundred."""

from functools import cache

from django.db.models import Model
from django.urls import get_script_prefix, reverse

ANY = "any-row"


def address(name: str) -> str:
    """Of the page that Django's admin knows by that name (`jobs_job_changelist`)."""
    return _address(name, get_script_prefix())


def address_of_row(row: Model) -> str:
    """Of a row's own page."""
    return _address_of_any(row._meta.app_label, str(row._meta.model_name), get_script_prefix()).replace(
        ANY, str(row.pk)
    )


@cache
def _address(name: str, _prefix: str) -> str:
    return reverse(f"admin:{name}")


@cache
def _address_of_any(app_label: str, model_name: str, _prefix: str) -> str:
    return reverse(f"admin:{app_label}_{model_name}_change", args=[ANY])
