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
    for _ in range(1_000):  # counted, for tests whose clock stands still
        if future.done() or _somebody_waits():
            break
        time.sleep(0.02)
    return future


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def _run(call: Callable[[], T]) -> T | Exception:
    try:
        return call()
    except Exception as error:  # noqa: BLE001
        return error
    finally:
        connection.close()
