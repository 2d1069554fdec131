"""One world per file of tests, inside one transaction; what a test does to it is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.badinput.oracle import state
from tests.badinput.world import World, build

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A row of the matrix is many attempts; cut short, it would take the others' transaction with it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build()
        world.state = state()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world: World, db: None) -> World:
    """The company, as it was at the beginning; `db` is a savepoint in its transaction."""
    return _world
