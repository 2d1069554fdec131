"""More requests at once than PostgreSQL has connections: each waits its turn and is answered."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest

from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
R = TypeVar("R")
MANY = 150
PAGES = ("/accounts/login/", "/readyz", "/api/v1/feed", "/portal/")
OURS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"


def _beside_the_browser(asking: Coroutine[Any, Any, R]) -> R:
    """In a thread of its own: Playwright, which other tests of this process use, keeps a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, asking).result()


async def _all_at_once(address: str) -> Counter[int]:
    limits = httpx.Limits(max_connections=MANY, max_keepalive_connections=0)
    cookies = {"sessionid": "a" * 32}  # nobody's, so that the database is asked whose it is
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, cookies=cookies) as client:
        answers = await asyncio.gather(*(client.get(PAGES[n % len(PAGES)]) for n in range(MANY)))
    return Counter(answer.status_code for answer in answers)


def test_a_hundred_and_fifty_strangers_at_once_are_all_answered(workhub: Product) -> None:
    statuses = _beside_the_browser(_all_at_once(workhub.address))
    assert sum(statuses.values()) == MANY
    assert not [status for status in statuses if status >= 500], statuses
    assert workhub.one(OURS) < 60


def test_whoever_hangs_up_leaves_no_connection_taken(workhub: Product) -> None:
    """Twice as many as the pool has; afterwards there must be enough for everybody."""
    host, port = "127.0.0.1", int(workhub.environment["PORT"])
    request = f"GET /accounts/login/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: sessionid={'b' * 32}\r\n\r\n".encode()
    for _ in range(60):
        with socket.create_connection((host, port), timeout=10) as line:
            line.sendall(request)
            time.sleep(0.005)
    statuses = _beside_the_browser(_all_at_once(workhub.address))
    assert not [status for status in statuses if status >= 500], statuses
