"""Reading a table that somebody brings: CSV or XLSX, row by row, with nothing in it ever run."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from apps.core.errors import BadInput
from apps.jobs.exchange.columns import Kind

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of an XLSX, which is a zip
MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
ENCODINGS = ("utf-8-sig", "cp1252")  # the first that fits


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the spreadsheet shows it, its values by argument, and what is wrong with its cells."""

    number: int
    values: dict[str, str]
    problem: str = ""


def lines(path: Path, kind: Kind) -> Iterator[Line]:
    """The rows of a file that have anything in them.

    Raises:
        BadInput: it is no table, too large, or a column that is needed is missing.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadInput(_("The file has more than 20 MB. Split it and bring the parts one by one."), code="too_large")
    rows = enumerate(_cells(path), start=1)
    number, heading = next(((n, row) for n, row in rows if any(row)), (0, []))
    if not number:
        raise BadInput(_("The file is empty. Its first row must name the columns."), code="empty_file")
    places = _places(heading, kind)
    for count, (number, row) in enumerate((n, row) for n, row in rows if any(row)):
        if count >= MOST_ROWS:
            raise BadInput(
                _("The file has more than %(most)d rows. Split it and bring the parts one by one.")
                % {"most": MOST_ROWS},
                code="too_many_rows",
            )
        yield _line(number, row, places)


def _line(number: int, row: list[str], places: dict[str, int]) -> Line:
    values = {name: row[place].strip() for name, place in places.items() if place < len(row)}
    for name, text in values.items():
        if text.startswith("="):
            return Line(number, values, _("“%(column)s” is a formula. Paste values instead.") % {"column": name})
        if len(text) > LONGEST_CELL:
            return Line(number, values, _("“%(column)s” is far too long.") % {"column": name})
    return Line(number, values)


def _places(heading: list[str], kind: Kind) -> dict[str, int]:
    told = [_plain(text) for text in heading]
    found: dict[str, int] = {}
    for column in kind.columns:
        known = [_plain(word) for word in (column.argument, *column.headings)]
        place = next(
            (told.index(word) for word in known if word in told and told.index(word) not in found.values()), None
        )
        if place is not None:
            found[column.argument] = place
        elif column.required:
            told_words = {"column": column.headings[0], "words": ", ".join(column.headings)}
            text = _(
                "There is no column “%(column)s”. The first row must name the columns; this one by one of: %(words)s."
            )
            raise BadInput(text % told_words, code="column_missing")
    return found


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+|_", "", text.casefold())


def _cells(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        start = file.read(4)
    return _sheet(path) if start == b"PK\x03\x04" else _csv(path)


def _csv(path: Path) -> Iterator[list[str]]:
    text = _decoded(path.read_bytes())
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            yield row[:MOST_COLUMNS]
    except csv.Error:
        raise BadInput(_("This is no CSV file. Save the table as CSV or XLSX."), code="no_table") from None


def _decoded(raw: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(_("This is no text. Save the table as CSV (UTF-8) or as XLSX."), code="no_table")


def _sheet(path: Path) -> Iterator[list[str]]:
    """The first sheet, formulas as they are written, so that they are seen and refused."""
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadInput(_("The workbook is too large once unpacked. Save the table as CSV."), code="too_large")
        book = load_workbook(path, read_only=True, data_only=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise BadInput(_("This is no XLSX workbook. Save the table as CSV or XLSX."), code="no_table") from None
    try:
        yield from _texts(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True))
    finally:
        book.close()


def _texts(rows: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if cell is None else _text(cell) for cell in row]


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
