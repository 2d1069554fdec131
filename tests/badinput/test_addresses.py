"""Every address of the office, the portal and the sign-in, asked as nobody should ask: never a page that is broken.

The rows are the URL map. A new kind of address (a parameter of another name) is told in `PARTS`.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from apps.core.admin import OfficeAdmin
from tests.badinput.oracle import state
from tests.badinput.world import World

# What belongs to others is tested there: the API (tests/test_api*.py), celery-beat's own pages, liveness.
ELSEWHERE = ("api/v1/", "admin/django_celery_beat/", "healthz", "readyz")
NO_ID = ["0", "9" * 30, "abc%F0%9F%A7%AF", "%00"]
# What stands in an address, by the name of its part: nonsense first, the last one is what is meant there.
PARTS: dict[str, list[str]] = {
    "object_id": [*NO_ID, "1"],
    "content_type_id": [*NO_ID, "1"],
    "name": ["visit.explode", "customer.change"],
    "section": ["nothing", "needs"],
    "url": ["nothing/here", "%00"],
    "visit_id": [str(uuid4()), "not-an-id"],
    "run_id": [str(uuid4()), "not-an-id"],
    "item_id": [str(uuid4()), "not-an-id"],
    "notification_id": [str(uuid4()), "not-an-id"],
    "verb": ["explode", "complete", "approve"],
    "signed": ["abc", "%00", "x" * 2_000],
    "token": ["abc", "%00", "x" * 2_000],
    "uidb36": ["abc"],
    "key": ["abc", "%00"],
    "app_label": ["jobs"],
    "request_id": [str(uuid4()), "not-an-id"],
    "kind": ["nothing", "time_off"],
    "pk": ["0", "9" * 30],
    "secret": ["abc", "%00", "x" * 2_000],
    "provider_id": ["abc", "%00", "google"],
    "attendance_id": [str(uuid4()), "not-an-id"],
    "asset_id": [str(uuid4()), "not-an-id"],
    "checklist_id": [str(uuid4()), "not-an-id"],
    "public_id": [str(uuid4()), "not-an-id"],
    "job_id": [str(uuid4()), "not-an-id"],
    "file_id": [str(uuid4()), "not-an-id"],
}
QUERIES = [
    "",
    "?q=%00&show=%00&next=%00&visit=%00&before=%00&s=%00&term=%00",
    "?q=" + "x" * 2_000 + "&p=999999999999&o=99.-99.abc&e=1&_popup=1&_to_field=nothing",
    "?q=%F0%9F%A7%AF&p=-1&all=&show=nothing&next=https://example.com/&visit=abc&before=abc&s=%27%22%3C",
    "?visit=" + str(uuid4()) + "&before=" + str(uuid4()) + "&app_label=jobs&model_name=job&field_name=site&term=x",
    "?app_label=x&model_name=y&field_name=z&site_id=abc&nobody__asked=1&pk__regex=(&day=never&is_active__exact=maybe",
    "?%FF=%FE&q=%FF&next=//example.com&status__exact=%F0%9F%A7%AF&severity__in=,&version=abc",
]
BODIES: list[dict[str, Any]] = [
    {},
    {"client_id": "abc", "text": "", "outcome": "exploded", "words": "", "language": "\x00", "next": "\x00"},
    {"client_id": str(uuid4()), "text": "x" * 20_001, "visit": "abc", "boxed": "abc", "note": "\x00", "reason": "\x00"},
    {"text": "\x00\U0001f9ef", "visit": str(uuid4()), "boxed": str(uuid4()), "outcome": "\x00", "words": "\x00" * 9},
]


def addresses(patterns: Any, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and not here.startswith(ELSEWHERE):
            yield here


OURS = sorted(set(addresses(get_resolver().url_patterns)))


def filled(address: str) -> Iterator[str]:
    """The address with nonsense in each of its parts."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address)
    plain = re.sub(r"[\\^$]", "", plain)
    names = re.findall(r"<(?:\w+:)?(\w+)>", plain)
    for values in product(*(PARTS[name] for name in names)):
        told = iter(values)
        yield "/" + re.sub(r"<(?:\w+:)?\w+>", lambda _match, told=told: next(told), plain)  # type: ignore[misc]


@pytest.fixture(scope="module")
def clients(_world: World) -> dict[str, Client]:
    made = {name: Client(raise_request_exception=False) for name in ("nobody", "ana", "ada")}
    for name in ("ana", "ada"):
        made[name].force_login(_world.rows[name])  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("address", OURS)
def test_no_address_breaks(world: World, clients: dict[str, Client], address: str) -> None:
    broken = []
    for url in filled(address):
        plain = not set(NO_ID[1:]) & set(url.split("/"))  # one bad thing at a time
        for name, client in clients.items():
            for query in QUERIES if plain and name != "nobody" else QUERIES[:1]:
                broken += _broken(client.get(url + query), f"{name} GET {url[:120]}{query[:60]}")
            for body in BODIES if name == "ana" else BODIES[:1]:
                broken += _broken(client.post(url, body), f"{name} POST {url[:120]} {str(body)[:60]}")
    assert broken == []


def _broken(response: Any, what: str) -> list[str]:
    return [f"{what}: {response.status_code}"] if response.status_code >= 500 else []


LISTS = [a for a in admin.site._registry.values() if isinstance(a, OfficeAdmin)]
ODD = ["%F0%9F%A7%AF", "9" * 30]


@pytest.mark.parametrize("page", LISTS, ids=lambda a: str(a.opts))
def test_every_filter_of_every_list_takes_anything(clients: dict[str, Client], world: World, page: OfficeAdmin) -> None:
    names = ["q", "show", "p", "o", "day", "crew", "e"]
    for field in page.list_filter:
        if isinstance(field, str):
            names += [f"{field}__{how}" for how in ("exact", "in", "isnull", "regex")]
    broken = []
    for name, value in product(names, ODD):
        broken += _broken(clients["ada"].get(f"{page.list_url()}?{name}={value}"), f"{name}={value[:20]}")
    assert broken == []


def test_nothing_was_done_by_all_that(world: World) -> None:
    assert state() == world.state


def test_the_rows_know_every_part_of_an_address() -> None:
    names = {name for address in OURS for name in re.findall(r"<(?:\w+:)?(\w+)>", address)}
    assert names - set(PARTS) == set()
