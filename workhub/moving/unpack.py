"""Reading such a file into a WorkHub that has nobody in it yet: all of it, or nothing."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from workhub.moving.errors import MovingError
from workhub.moving.pack import AT_ONCE, FORMAT, MANIFEST, PIECE, migrations, take_your_time
from workhub.moving.tables import PREPARED, columns, has_number, label, moving, untouched
from workhub.moving.values import read

Keys = dict[str, dict[str, int]]
"""Of each table: public id → the number inside."""


def unpack(source: Path) -> dict[str, int]:
    """Bring everything in. Returns the rows by table, and the `files`.

    Raises:
        MovingError: it is no such file, or damaged, or of another version; or somebody is here already.
    """
    try:
        with zipfile.ZipFile(source) as file:
            manifest = _checked(file)
            _require_nobody_here()
            return _load(file, manifest)
    except OSError as error:
        raise MovingError(f"{source} could not be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise MovingError(f"{source} is not a whole file of `manage.py export_all`. Export again.") from error


def _checked(file: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(file.read(MANIFEST))
    if manifest["format"] != FORMAT or manifest["migrations"] != migrations():
        raise MovingError("The file comes from another version of WorkHub. Bring both to the same version first.")
    for folder, entries in (("tables", manifest["tables"]), ("files", manifest["files"])):
        for name, entry in entries.items():
            path = f"{folder}/{name}.jsonl" if folder == "tables" else f"{folder}/{name}"
            if _sum(file, path) != entry["sha256"]:
                raise MovingError(f"{path} in the file is damaged. Export again.")
    return manifest


def _sum(file: zipfile.ZipFile, path: str) -> str:
    found = hashlib.sha256()
    with file.open(path) as entry:
        while piece := entry.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _require_nobody_here() -> None:
    full = [label(model) for model in moving() if not untouched(model)]
    if full:
        raise MovingError(
            "This WorkHub is in use: there are rows in "
            + ", ".join(full)
            + ". Import into an empty one, just migrated."
        )


def _load(file: zipfile.ZipFile, manifest: dict[str, Any]) -> dict[str, int]:
    brought: list[str] = []
    try:
        with transaction.atomic():
            take_your_time()
            counts = _tables(file)
            for name in manifest["files"]:
                with file.open(f"files/{name}") as entry:
                    brought.append(default_storage.save(name, File(entry)))
                if brought[-1] != name:
                    raise MovingError(f"There is a file called {name} here already. Empty the files' folder first.")
    except BaseException:
        for name in brought:
            default_storage.delete(name)
        raise
    return {**counts, "files": len(brought)}


def _tables(file: zipfile.ZipFile) -> dict[str, int]:
    """Links hold until the transaction ends, so that the order of tables and of rows does not matter."""
    models = moving()
    for model in models:
        if label(model) in PREPARED:
            model._default_manager.all().delete()
    keys: Keys = {label(model): _keys(file, model) for model in models}
    counts = {label(model): _rows(file, model, keys) for model in models}
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return counts


def _read(file: zipfile.ZipFile, model: type[Model]) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open(f"tables/{label(model)}.jsonl") as lines:
        for number, line in enumerate(lines, start=1):
            yield number, json.loads(line)


def _keys(file: zipfile.ZipFile, model: type[Model]) -> dict[str, int]:
    return {row["public_id"]: number for number, row in _read(file, model) if "public_id" in row}


def _rows(file: zipfile.ZipFile, model: type[Model], keys: Keys) -> int:
    rows, count = _read(file, model), 0
    while some := [_made(model, number, row, keys) for number, row in islice(rows, AT_ONCE)]:
        count += len(model._default_manager.bulk_create(some))
    return count


def _made(model: type[Model], number: int, row: dict[str, Any], keys: Keys) -> Model:
    values: dict[str, Any] = {"id": number} if has_number(model) else {}
    for column in columns(model):
        told = row[column.name]
        if told is not None and isinstance(column, ForeignKey):
            target = column.related_model
            values[column.attname] = keys[label(target)][told]
        else:
            values[column.attname] = read(column, told)
    return model(**values)
