"""The file to fill in before rows are brought in: a heading per column, and in a workbook what belongs there."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook

from apps.jobs.exchange.columns import Kind


def to_fill_in(kind: Kind, format_name: str) -> bytes:
    """An empty table, `csv` or `xlsx`; a workbook explains the columns on its second sheet."""
    headings = [column.heading for column in kind.columns]
    file = io.BytesIO()
    if format_name == "csv":
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        csv.writer(text).writerow(headings)
        return file.getvalue()
    book = Workbook(write_only=True)
    book.create_sheet(str(kind.label)).append(headings)
    explained = book.create_sheet(_("Columns"))
    explained.append([_("Column"), _("Needed"), _("What belongs there")])
    for column in kind.columns:
        explained.append([column.heading, _("yes") if column.required else "", str(column.about)])
    book.save(file)
    return file.getvalue()
