"""Doing things at the same moment, each in a thread with a database connection of its own."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def race(*calls: Callable[[], T]) -> list[T | Exception]:
    """Let all of these start together; what each returned or raised, in the order given."""
    gate = threading.Barrier(len(calls))

    def start(call: Callable[[], T]) -> T:
        connection.ensure_connection()
        gate.wait(timeout=20)
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda call: _run(lambda: start(call)), calls))


def waiting(call: Callable[[], T]) -> "Future[T | Exception]":
    """Start this, and come back when it waits for a row that somebody has locked, or is done."""
    thread = ThreadPoolExecutor(1)
    future = thread.submit(_run, call)
    thread.shutdown(wait=False)
    come_to_wait(1, future.done)
    return future


def come_to_wait(many: int, enough: Callable[[], bool] = lambda: False) -> bool:
    """Come back when so many wait for what somebody has locked, or it is enough; whether either came to be."""
    for _ in range(1_000):  # counted, for tests whose clock stands still
        if enough() or _waiting() >= many:
            return True
        time.sleep(0.02)
    return False


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def _run(call: Callable[[], T]) -> T | Exception:
    try:
        return call()
    except Exception as error:  # noqa: BLE001
        return error
    finally:
        connection.close()
