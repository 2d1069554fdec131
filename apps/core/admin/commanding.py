"""Office pages whose every write is a registered command."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.forms import ArgumentsForm, CommandForm, is_key
from apps.core.admin.naming import named, page_of, said
from apps.core.admin.pages import OfficeAdmin, actor_of
from apps.core.admin.verbs import Button, Verb, buttons, refusal
from apps.core.commands import run
from apps.core.errors import DomainError, NotAllowed, NotHere
from apps.core.lookup import model_for
from apps.core.receipts import Receipt

MOST_AT_ONCE = 200
MOST_TOLD = 10


class ActionModelAdmin(OfficeAdmin):
    """Rows that are written by commands, and by nothing else.

    Attributes:
        add_command: what the button "add" runs; without, nothing is added here.
        change_command: what "Change" runs, with the version the person looked at.
        verbs: the other commands on a row's page, the likeliest next step first.
        bulk: commands for many rows of the list at once.
    """

    add_command: ClassVar[str] = ""
    add_form: ClassVar[type[CommandForm]] = ArgumentsForm
    add_label: ClassVar[str | Promise] = ""
    change_command: ClassVar[str] = ""
    change_command_form: ClassVar[type[CommandForm]] = ArgumentsForm
    verbs: ClassVar[tuple[Verb, ...]] = ()
    bulk: ClassVar[tuple[Verb, ...]] = ()

    @staticmethod
    def change_why_not(row: Any, actor: Actor) -> str:
        """What is in the way of changing a row."""
        return ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether this person may run the adding command."""
        return bool(self.add_command) and self.has_view_permission(request) and actor_of(request).may(self.add_command)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this person may run the changing command."""
        return (
            bool(self.change_command)
            and self.has_view_permission(request)
            and actor_of(request).may(self.change_command)
        )

    def get_urls(self) -> list[URLPattern]:
        """Every verb has one address: `<row>/command/<name>/`."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_command"
        view = self.admin_site.admin_view(self.command_view)
        return [path("<path:object_id>/command/<str:name>/", view, name=name), *super().get_urls()]

    # --- verbs on the page -----------------------------------------------------------------------------------

    def all_verbs(self) -> tuple[Verb, ...]:
        """The verbs, and changing."""
        if not self.change_command:
            return self.verbs
        change = Verb(
            self.change_command, _("Change"), "edit", type(self).change_why_not, form=self.change_command_form
        )
        return (*self.verbs, change)

    def verb(self, name: str) -> Verb:
        """The verb of that name; there is no other way in."""
        for verb in self.all_verbs():
            if verb.command == name:
                return verb
        raise Http404

    def detail(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The page, with its buttons."""
        return {**super().detail(request, row), "buttons": self.buttons(request, row)}

    def buttons(self, request: HttpRequest, row: Any) -> list[Button]:
        """What can be done with this row."""
        return buttons(self.all_verbs(), actor_of(request), row, lambda verb: self.command_url(row, verb.command))

    def command_url(self, row: Any, command: str) -> str:
        """Where a verb on a row is asked for and done."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_command", args=[row.pk, command])

    # --- doing -----------------------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form for a new row."""
        if not self.add_command:
            raise Http404
        label = self.add_label or words.title(self.add_command)
        return self._ask(request, Verb(self.add_command, label, "add", form=self.add_form, stays=False), None, {})

    def command_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """A verb on a row: its form, or done at once."""
        row, verb = self.row_or_404(request, object_id), self.verb(name)
        given = {verb.argument or f"{row.type_name()}_id": str(row.public_id)}
        if verb.asks:
            return self._ask(request, verb, row, given)
        if request.method != "POST":
            return HttpResponseRedirect(page_of(row))
        try:
            receipt = self._run(request, verb.command, given, None)
        except DomainError as error:
            messages.error(request, said(error))
            return HttpResponseRedirect(self._back(request, row))
        return self._done(request, verb, row, receipt)

    def _ask(self, request: HttpRequest, verb: Verb, row: Any, given: dict[str, Any]) -> HttpResponse:
        """The form in front of a command. Refusals come back on it; what was typed stays."""
        actor = actor_of(request)
        if request.method != "POST" and (why_not := refusal(verb, actor, row) if row else self._may_not_add(actor)):
            messages.error(request, why_not)
            return HttpResponseRedirect(self._back(request, row))
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = (verb.form or ArgumentsForm)(
            data, files, command=verb.command, request=request, actor=actor, row=row, given=given
        )
        if data is None:
            self.prefill(form, request)
            if (part := form.part(request.GET.get("part", ""), request.GET)) is not None:
                return HttpResponse(part)
        elif (answer := self._sent(request, verb, row, form)) is not None:
            return answer
        context = {"form": form, "verb": verb, "media": self.media + form.media, "back": self._back(request, row)}
        live = f"{row.type_name()}:{row.public_id}" if row is not None else ""
        page = self.page(request, "admin/office/command.html", row, title=verb.label, live_on=live, **context)
        page.status_code = 403 if form.not_allowed else 200
        return page

    def _sent(self, request: HttpRequest, verb: Verb, row: Any, form: CommandForm) -> HttpResponse | None:
        """Do what a form asks for; None where it is shown again, with what is in the way."""
        try:
            if not form.is_valid():
                form.actor.require(verb.command)
                return self._in_the_way(request, verb, row, form)
            receipt = self._run(request, verb.command, form.arguments(), form.cleaned_data["command_id"])
        except NotHere as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(self.list_url())
        except DomainError as error:
            form.refuse(_missing_right(form.actor, verb.command) or error)
            return None
        return self._done(request, verb, row, receipt)

    def _in_the_way(self, request: HttpRequest, verb: Verb, row: Any, form: CommandForm) -> HttpResponse | None:
        """Nobody is asked to mend a form that could not be sent then either."""
        if row is None or not (why_not := verb.why_not(row, form.actor)):
            return None
        messages.error(request, why_not)
        return HttpResponseRedirect(self._back(request, row))

    def _may_not_add(self, actor: Actor) -> str:
        return "" if actor.may(self.add_command) else actor.why_not(self.add_command)

    def prefill(self, form: CommandForm, request: HttpRequest) -> None:
        """Take what the address says (`?site_id=<public id>`) as a first answer."""
        for name, field in form.fields.items():
            if (told := request.GET.get(name)) and hasattr(field, "queryset"):
                form.initial[name] = field.queryset.filter(public_id=told).first() if words.is_uuid(told) else None

    def _run(self, request: HttpRequest, command: str, arguments: dict[str, Any], command_id: Any) -> Receipt:
        return run(command, arguments, actor=actor_of(request), now=timezone.now(), command_id=command_id)

    def _done(self, request: HttpRequest, verb: Verb, row: Any, receipt: Receipt) -> HttpResponse:
        made = model_for(receipt.type)._default_manager.filter(public_id=receipt.id).first()
        it = named(made) if made is not None else format_html("{}", "")
        if but := self.but(made):
            messages.warning(request, format_html("{}: {}", it, but))
        else:
            messages.success(request, words.sentence(verb.command, who=_("You"), it=it))
        target = row if verb.stays and row is not None else made
        fallback = page_of(target) if target is not None else ""
        after = self.after(request, verb, row)
        return HttpResponseRedirect(after or self._next(request) or fallback or self._back(request, row))

    def after(self, request: HttpRequest, verb: Verb, row: Any) -> str:
        """Where to go on, when this was one of several that are done one after another; empty when it was not."""
        return ""

    def but(self, row: Any) -> str:
        """What did not come of it although the command was run; empty when all did."""
        return ""

    def _next(self, request: HttpRequest) -> str:
        """Where the person came from, when the address says so and it is ours."""
        told = request.GET.get("next", "")
        return told if told and url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}) else ""

    def _back(self, request: HttpRequest, row: Any) -> str:
        return self._next(request) or (page_of(row) if row is not None else self.list_url())

    # --- many at once ----------------------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The verbs for many rows that this person may do."""
        actor = actor_of(request)
        return {
            verb.command.replace(".", "_"): (_bulk(verb), verb.command.replace(".", "_"), verb.label)
            for verb in self.bulk
            if actor.may(verb.command)
        }

    def response_action(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        """As ever, of rows that can be rows: Django asks the database for anything that was sent."""
        sent = request.POST.copy()
        chosen = [key for key in sent.getlist(ACTION_CHECKBOX_NAME) if is_key(key)]
        sent.setlist(ACTION_CHECKBOX_NAME, chosen)
        request.POST = sent  # type: ignore[assignment]
        answer: HttpResponse | None = super().response_action(request, queryset)
        return answer

    def add_url(self, **arguments: str) -> str:
        """Where a new row is asked for, with what is known already."""
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return f"{url}?{urlencode(arguments)}" if arguments else url


def _missing_right(actor: Actor, command: str) -> NotAllowed | None:
    """That it is not theirs, which comes before whatever else is wrong."""
    try:
        actor.require(command)
    except NotAllowed as refused:
        return refused
    return None


def _bulk(verb: Verb) -> Callable[..., None]:
    """A list action that runs a command for each chosen row and says what became of each."""

    def action(model_admin: ActionModelAdmin, request: HttpRequest, rows: "QuerySet[Any]") -> None:
        done, refused = 0, []
        chosen = list(rows[: MOST_AT_ONCE + 1])
        for row in chosen[:MOST_AT_ONCE]:
            given = {verb.argument or f"{row.type_name()}_id": str(row.public_id)}
            try:
                run(verb.command, given, actor=actor_of(request), now=timezone.now())
            except DomainError as error:
                refused.append((row, error.message))
                continue
            row.refresh_from_db()
            if but := model_admin.but(row):
                refused.append((row, but))
            else:
                done += 1
        _report(request, verb, done, refused)
        if len(chosen) > MOST_AT_ONCE:
            messages.warning(request, _("Only the first %(most)d were taken.") % {"most": MOST_AT_ONCE})

    return action


def _report(request: HttpRequest, verb: Verb, done: int, refused: list[tuple[Any, str]]) -> None:
    if done:
        text = _("%(what)s: %(n)d done.") % {"what": verb.label, "n": done}
        messages.success(request, text)
    for row, why in refused[:MOST_TOLD]:
        messages.error(request, format_html("{}: {}", named(row), why))
    if len(refused) > MOST_TOLD:
        messages.error(request, _("And %(n)d more were refused.") % {"n": len(refused) - MOST_TOLD})
