"""Bringing rows in from a file: what would become of each is shown first, then it is done.

Nothing is kept between the two: the browser sends the file again, and it must be the one that was looked at.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor, Via
from apps.core.admin import ActionModelAdmin, actor_of
from apps.core.admin.exporting import FORMATS
from apps.core.errors import DomainError
from apps.jobs.exchange.bringing import Brought, Fate, bring, bring_at_once
from apps.jobs.exchange.columns import KINDS, Kind
from apps.jobs.exchange.filling import to_fill_in
from apps.jobs.exchange.reading import lines

MOST_BYTES = 10 * 2**20
MOST_ROWS = 1_000  # what a person waits for, and others wait while the numbers of jobs are given out
TABLES = ".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    """A table."""

    table = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": TABLES}),
        help_text=gettext_lazy("CSV or XLSX, at most 10 MB and 1,000 rows. The first row names the columns."),
        error_messages={
            "required": gettext_lazy("Choose the file, please."),
            "empty": gettext_lazy("This file is empty. Its first row must name the columns."),
        },
    )

    def clean_table(self) -> Any:
        """Of a size that a page can take."""
        table = self.cleaned_data["table"]
        if table.size > MOST_BYTES:
            raise forms.ValidationError(_("The file has more than 10 MB. Split it and bring the parts one by one."))
        return table

    @property
    def digest(self) -> str:
        """What tells one file from another."""
        digest = hashlib.sha256()
        for piece in self.cleaned_data["table"].chunks():
            digest.update(piece)
        return digest.hexdigest()

    def read(self, use: Callable[[Path], Brought]) -> Brought:
        """Hand the file over by its path, for as long as it is read."""
        with tempfile.NamedTemporaryFile(suffix=".table") as file:
            for piece in self.cleaned_data["table"].chunks():
                file.write(piece)
            file.flush()
            return use(Path(file.name))


class Importable(ActionModelAdmin):
    """A list that rows can be brought into from a file.

    Attributes:
        brings: the kind of rows, as `exchange.columns` calls it.
    """

    brings: ClassVar[str] = ""

    def get_urls(self) -> list[URLPattern]:
        """And the page for the file."""
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=f"jobs_{self.opts.model_name}_import"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the way to that page for who may."""
        url = reverse(f"admin:jobs_{self.opts.model_name}_import") if self._may_import(request) else ""
        answer: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "import_url": url})
        return answer

    def _may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The file to fill in; what would become of each row; and that it becomes so."""
        if not self._may_import(request):
            raise PermissionDenied
        kind = KINDS[self.brings]
        if (wanted := request.GET.get("template", "")) in FORMATS:
            name = f'attachment; filename="{kind.name}.{wanted}"'
            headers = {"Content-Disposition": name}
            return HttpResponse(to_fill_in(kind, wanted), content_type=FORMATS[wanted], headers=headers)
        told: dict[str, Any] = {}
        if request.method == "POST":
            form = FileForm(request.POST, request.FILES)
            told = self._answer(request, form, kind) if form.is_valid() else {"problems": form.errors["table"]}
            if told.get("done"):
                return HttpResponseRedirect(self.list_url())
        frame = {"kind": kind, "back": self.list_url(), "formats": list(FORMATS), "title": _("Import")}
        empty = FileForm(label_suffix="")  # no browser takes a file's name back
        return self.page(request, "admin/office/import.html", None, form=empty, **frame, **told)

    def _answer(self, request: HttpRequest, form: FileForm, kind: Kind) -> dict[str, Any]:
        """What became of the rows, where the file was looked at and is wanted; else what would."""
        actor, wanted = Actor(actor_of(request).user, Via.IMPORT), request.POST.get("do", "")
        seen = request.POST.get("seen", "") == form.digest  # the very one that was looked at
        try:
            if not wanted or not seen:
                return _trial(form, kind, actor, other=bool(wanted))
            brought = _for_good(form, kind, actor, without_refused=wanted == "good")
        except DomainError as error:
            return {"problems": [error.message]}
        if brought.counts[Fate.REFUSED] and wanted != "good":
            return _shown(brought, form)
        messages.success(request, _told(brought))
        return {"done": True}


def _trial(form: FileForm, kind: Kind, actor: Actor, *, other: bool) -> dict[str, Any]:
    now = timezone.now()
    brought = form.read(lambda at: bring(lines(at, kind, most=MOST_ROWS), kind, actor=actor, now=now, trial=True))
    problem = _("This is another file than the one you looked at. Look at this one first.")
    return {**_shown(brought, form), "problems": [problem] if other else []}


def _for_good(form: FileForm, kind: Kind, actor: Actor, *, without_refused: bool) -> Brought:
    def do(at: Path) -> Brought:
        rows = lines(at, kind, most=MOST_ROWS)
        return bring_at_once(rows, kind, actor=actor, now=timezone.now(), without_refused=without_refused)

    return form.read(do)


def _shown(brought: Brought, form: FileForm) -> dict[str, Any]:
    """What the page says of the rows: refused ones first."""
    order = (Fate.REFUSED, Fate.CHANGED, Fate.ADDED, Fate.UNCHANGED)
    counts = brought.counts
    return {
        "brought": brought,
        "rows": [row for fate in order for row in brought.of(fate)],
        "refused": counts[Fate.REFUSED],
        "good": counts[Fate.ADDED] + counts[Fate.CHANGED],
        "seen": form.digest,
        "counts": [(fate, fate.label, counts[fate]) for fate in order],
    }


def _told(brought: Brought) -> str:
    """What was done, in a sentence."""
    counts = brought.counts
    text = _("Imported: %(added)d added, %(changed)d changed, %(same)d as they were already.") % {
        "added": counts[Fate.ADDED],
        "changed": counts[Fate.CHANGED],
        "same": counts[Fate.UNCHANGED],
    }
    left_out = counts[Fate.REFUSED]
    return f"{text} {_('%(n)d left out.') % {'n': left_out}}" if left_out else text
