"""The addresses there are, and filling them in."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.rows_pages import OFFICE, PAGES

NOBODYS = str(uuid4())
PART = re.compile(r"<(?:\w+:)?(\w+)>")
MODEL = re.compile(r"^admin/(\w+)/(\w+)/(.*)$")
# What Django and ActionModelAdmin give to every kind in the office.
COMMON = {
    "": "list",
    "add/": "add",
    "<path:object_id>/change/": "page",
    "<path:object_id>/": "short address",
    "<path:object_id>/history/": "history",
    "<path:object_id>/delete/": "delete",
    "<path:object_id>/command/<str:name>/": "command",
}


def addresses(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every pattern of the URL map. Operations of the API are its document's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and not is_operation(here):
            yield here


def is_operation(address: str) -> bool:
    """Whether it is in the API's document, which has rows of its own."""
    return address.startswith("api/v1/") and address not in PAGES


def office_kinds() -> list[str]:
    """The kinds that have pages in the office."""
    return sorted({f"{m[1]}.{m[2]}" for m in map(MODEL.match, addresses()) if m and m[3] == "add/"})


def has_row(address: str) -> bool:
    """Whether there is a row for it: its own, or its kind's in the office."""
    model = MODEL.match(address)
    return address in PAGES or bool(model and f"{model[1]}.{model[2]}" in OFFICE and model[3] in COMMON)


def suggestion(address: str) -> str:
    """The line to write for an address that has none."""
    model = MODEL.match(address)
    if model and model[3] in COMMON:
        return f'OFFICE: "{model[1]}.{model[2]}": Office("{model[2]}"),'
    ids = [name.removesuffix("_id") for name in PART.findall(address) if name.endswith("_id")]
    row = f'Page("{ids[0]}")' if ids else "OfficePage()" if address.startswith("admin/") else "Open()"
    return f'PAGES: "{address}": [{row}],'


def filled(address: str, parts: dict[str, str], public_id: str = "") -> str:
    """The address with its parts filled in: ids with this one, what is told, and an x for the rest."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address)
    plain = re.sub(r"[\\^$]", "", plain)
    return "/" + PART.sub(lambda m: parts.get(m[1]) or _value(m[0], public_id), plain)


def _value(part: str, public_id: str) -> str:
    return "1" if part.startswith("<int:") else public_id or NOBODYS if part.startswith("<uuid:") else "x"
