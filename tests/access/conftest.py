"""One world for the whole matrix, inside one transaction; what a request does to it is taken back at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.access.building import build
from tests.access.world import World

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A row of the matrix is many requests; cut short, it would take the others' transaction with it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="package")
def _world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"])
        patch.setattr(settings, "HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN", 3600)
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world: World, db: None) -> World:
    """Everybody and everything; `db` is a savepoint in its transaction."""
    return _world
