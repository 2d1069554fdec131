"""Reading a table that somebody brings: CSV or XLSX, row by row, with nothing in it ever run."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time
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
LONGEST_HEADING = 60
BROKEN = (  # what openpyxl says of a workbook that is none, or is damaged, at any point of reading it
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    OSError,
)
ENCODINGS = ("utf-8-sig", "cp1252")  # the first that fits


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the spreadsheet shows it, its values and the headings above them by argument."""

    number: int
    values: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)


def lines(path: Path, kind: Kind, *, most: int = MOST_ROWS) -> Iterator[Line]:
    """The rows of a file that have anything in them.

    Args:
        most: how many rows are too many.

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
    headings = {name: heading[place].strip()[:LONGEST_HEADING] for name, place in places.items()}
    for count, (number, row) in enumerate((n, row) for n, row in rows if any(row)):
        if count >= most:
            text = _("The file has more than %(most)d rows. Split it and bring the parts in one by one.")
            raise BadInput(text % {"most": most}, code="too_many_rows")
        values = {name: row[place].strip() for name, place in places.items() if place < len(row)}
        yield Line(number, values, headings)


def refuse_bad_cells(line: Line) -> None:
    """Refuse a row with formulas or endless texts in it.

    Raises:
        BadInput: with the columns.
    """
    wrong = {}
    for name, text in line.values.items():
        if text.startswith("="):
            wrong[name] = _("This is a formula. Paste its value instead.")
        elif len(text) > LONGEST_CELL:
            wrong[name] = _("This is far too long: at most %(most)d characters.") % {"most": LONGEST_CELL}
    if wrong:
        raise BadInput(next(iter(wrong.values())), fields=wrong)


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
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=False)
        with closing(book):
            yield from _texts(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True))
    except BROKEN:
        raise BadInput(_("This is no XLSX workbook. Save the table as CSV or XLSX."), code="no_table") from None


def _texts(rows: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if cell is None else _text(cell) for cell in row]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
