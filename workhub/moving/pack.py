"""Writing everything into one file: JSON lines per table, the files, and a manifest with checksums.

The same data gives the same bytes: rows in the order they came into being, links as public ids, no dates of packing.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from workhub.moving.errors import MovingError
from workhub.moving.tables import OWN, columns, files, label, moving, path_of
from workhub.moving.values import as_line

MANIFEST = "manifest.json"
FORMAT = 1
AT_ONCE = 2_000
PIECE = 1 << 16


def pack(target: Path) -> dict[str, int]:
    """Write the file; of all tables as they are at one moment. Returns the rows by table, and the `files`.

    Raises:
        MovingError: a file that a row names is gone, or the place cannot be written.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)  # all that the company knows stands in it
        with zipfile.ZipFile(unfinished, "w") as file, transaction.atomic():
            _as_at_one_moment()
            take_your_time()
            counts = _write(file)
        unfinished.replace(target)
    except OSError as error:
        raise MovingError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def _as_at_one_moment() -> None:
    if len(connection.atomic_blocks) == 1:  # inside another transaction it is too late, and its moment counts
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def take_your_time() -> None:
    """Lift the limits of sessions that serve people, for this transaction: it rests while files are read, and its
    commit looks at every link at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")


def _write(file: zipfile.ZipFile) -> dict[str, int]:
    tables, kept = {}, {}
    for model in moving():
        tables[label(model)] = _add(file, f"tables/{label(model)}.jsonl", _lines(model))
    for name in _names():
        kept[name] = _add(file, f"files/{name}", _pieces(name))
    manifest = {"format": FORMAT, "migrations": migrations(), "tables": tables, "files": kept}
    _add(file, MANIFEST, [json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n"])
    return {**{name: entry["pieces"] for name, entry in tables.items()}, "files": len(kept)}


def _add(file: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    info = zipfile.ZipInfo(name)  # 1980: no date of packing
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    sum_, count = hashlib.sha256(), 0
    with file.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            sum_.update(piece)
            count += 1
    return {"sha256": sum_.hexdigest(), "pieces": count}


def _lines(model: type[Model]) -> Iterator[bytes]:
    told = columns(model)
    names = [column.name for column in told]
    rows = model._default_manager.order_by("pk").values_list(*(path_of(column) for column in told))
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield as_line(dict(zip(names, row, strict=True)))


def _names() -> list[str]:
    found: set[str] = set()
    for model in moving():
        for column in files(model):
            found.update(model._default_manager.exclude(**{column: ""}).values_list(column, flat=True))
    return sorted(found)


def _pieces(name: str) -> Iterator[bytes]:
    try:
        with default_storage.open(name) as stored:
            while piece := stored.read(PIECE):
                yield piece
    except FileNotFoundError:
        raise MovingError(
            f"The file {name} is named by a row and is not in WORKHUB_HOME. Restore it from a backup first."
        ) from None


def migrations() -> list[str]:
    """What has shaped the tables that move."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app in OWN)
