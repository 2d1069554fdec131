"""Files that nothing refers to are gone after a day; all others stay."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actions.leftovers import delete_leftovers
from apps.core.models import ItemStatus, Lane, StoredFile
from apps.core.nightly import LEFTOVER_FILES
from apps.core.relay import slow
from apps.core.schedules import SCHEDULES, install
from apps.core.tasks import leftover_files
from apps.jobs.actions import add_photo
from apps.jobs.models import Photo, Visit
from tests.conftest import HOUR, NOW, Cast
from tests.core.conftest import Suggest
from tests.core.test_pictures import photo

DAY = timedelta(days=1)
LATER = NOW + DAY + HOUR


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def bring(cast: Cast, side: int, now: datetime = NOW) -> StoredFile:
    content = ContentFile(photo(side).getvalue())
    return keep_file(actor=cast.field(), now=now, name=f"{side}.jpg", content=content)


def lying(place: Path, where: str, at: datetime) -> Path:
    """A file that no row knows."""
    file = place / where
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"?")
    os.utime(file, (at.timestamp(), at.timestamp()))
    return file


@pytest.mark.django_db(transaction=True)
def test_what_was_brought_and_never_used_goes_with_its_file(cast: Cast, visit: Visit, suggest: Suggest) -> None:
    unused, used, open_, fresh = bring(cast, 40), bring(cast, 50), bring(cast, 60), bring(cast, 70, LATER - HOUR)
    add_photo(actor=cast.field(), now=NOW, visit_id=visit.public_id, file_id=used.public_id)
    item = suggest()
    item.arguments = {**item.arguments, "file_ids": [str(open_.public_id)]}
    item.save()
    assert delete_leftovers(now=NOW + HOUR) == 0
    assert delete_leftovers(now=LATER) == 1
    kept = Photo.objects.get().file
    assert set(StoredFile.objects.all()) == {kept, open_, fresh}
    assert not unused.content.storage.exists(unused.content.name)
    assert kept.content.storage.exists(kept.content.name)
    item.status = ItemStatus.REJECTED
    item.save()
    assert (delete_leftovers(now=LATER), delete_leftovers(now=LATER)) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_files_without_a_row_go_and_what_else_lies_there_stays(cast: Cast, place: Path) -> None:
    known = bring(cast, 40, LATER - HOUR)
    os.utime(place / known.content.name, (NOW.timestamp(), NOW.timestamp()))
    orphan, young = lying(place, "2026/02/orphan", NOW), lying(place, "2026/03/young", LATER - HOUR)
    other, deeper = lying(place, "keys/secret", NOW), lying(place, "2026/notes.txt", NOW)
    assert delete_leftovers(now=LATER) == 1
    assert not orphan.exists()
    assert all(file.exists() for file in (young, other, deeper, place / known.content.name))


@pytest.mark.django_db(transaction=True)
def test_each_night_by_itself(cast: Cast, summary_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCHEDULES, LEFTOVER_FILES.name, LEFTOVER_FILES)
    with time_machine.travel(NOW, tick=False) as clock:
        bring(cast, 40)
        install()
        clock.move_to(NOW + 2 * DAY)
        leftover_files()
        slow.drain(Lane.SLOW)
    assert not StoredFile.objects.exists()
