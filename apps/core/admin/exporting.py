"""A list as a file: the columns, filters and rows in sight of the list it is saved from."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, islice
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from apps.core.errors import BadInput

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 1_000
MOST_IN_A_SHEET = 1_048_575  # rows below the heading
SILENT = re.compile(r'<span[^>]*aria-hidden="true"[^>]*>[^<]*</span>')  # icons: their names are for no reader
IN_MEMORY = 1 << 20  # bytes; what is longer waits in a temporary file


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def refuse_too_long(queryset: Any, kind: str) -> None:
    """Refuse a workbook that would not hold the whole list; nothing is ever cut off.

    Raises:
        BadInput: it has more rows than a sheet.
    """
    if kind == "xlsx" and queryset.order_by()[: MOST_IN_A_SHEET + 1].count() > MOST_IN_A_SHEET:
        text = _("This list has more rows than an XLSX sheet can hold (%(most)s). Save it as CSV, or choose a filter.")
        raise BadInput(text % {"most": f"{MOST_IN_A_SHEET:,}"}, code="too_many_rows")


def exported(model_admin: Any, request: HttpRequest, changelist: Any, kind: str) -> FileResponse:
    """The file, of all the list's pages.

    Raises:
        BadInput: a workbook cannot hold them.
    """
    refuse_too_long(changelist.queryset, kind)
    columns = [name for name in changelist.list_display if name != "action_checkbox"]
    heading = [harmless(str(label_for_field(name, model_admin.model, model_admin))) for name in columns]
    rows = _rows(model_admin, request, changelist.queryset, columns)
    file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    (_write_csv if kind == "csv" else _write_xlsx)(file, heading, rows)
    file.seek(0)
    name = f"{model_admin.opts.verbose_name_plural}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[kind])


def _rows(model_admin: Any, request: HttpRequest, queryset: Any, columns: list[str]) -> Iterator[list[str]]:
    found = queryset.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        model_admin.prepare(request, some)
        for row in some:
            yield [_told(name, row, model_admin) for name in columns]


def _told(name: str, row: Any, model_admin: Any) -> str:
    _field, _attribute, value = lookup_field(name, row, model_admin)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = "" if value is None else str(value)
    if isinstance(value, SafeData):  # markup; anything else is as it was typed
        text = unescape(strip_tags(SILENT.sub("", text)))
    return harmless(" ".join(text.split()))


def _write_csv(file: Any, heading: list[str], rows: Iterable[list[str]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(rows)
    text.flush()
    text.detach()


def _write_xlsx(file: Any, heading: list[str], rows: Iterable[list[str]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in chain([heading], rows):
        sheet.append([_cell(sheet, text) for text in row])
    book.save(file)


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value="".join(c for c in text if c >= " "))
    cell.data_type = "s"  # a text, whatever it looks like
    return cell
