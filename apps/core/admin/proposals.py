"""Suggested changes that wait for a decision, and those that were decided: approve, reject, undo."""

from typing import Any
from urllib.parse import quote

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actions.asking import nobody_to_ask
from apps.core.actions.deciding import may_decide, may_undo, undo_of
from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.commanding import ActionModelAdmin
from apps.core.admin.edit_form import EditForm
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import Names, named, speak_of, type_called
from apps.core.admin.outcome_filters import FILTERS
from apps.core.admin.pages import Facts, actor_of
from apps.core.admin.verbs import Verb, both
from apps.core.admin.why import quotes
from apps.core.commands import COMMANDS
from apps.core.markup import BEING_TRIED, ITEM_LOOKS, NOTHING, badge, decided_badge, moment
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.core.selectors import ITEM_WORDS, items_visible_to
from apps.core.stakes import people_now

speak_of(ProposalItem, lambda item: item.summary or words.title(item.command))
words.tell(
    {
        ("proposal.approve",): gettext_lazy("%(who)s approved the suggested change %(it)s"),
        ("proposal.reject",): gettext_lazy("%(who)s rejected the suggested change %(it)s"),
        ("proposal.edit",): gettext_lazy("%(who)s approved %(it)s with changes"),
        ("proposal.ask", "proposal.asked"): gettext_lazy("%(who)s asked back about %(it)s"),
        ("proposal.answer", "proposal.answered"): gettext_lazy("%(who)s answered the question about %(it)s"),
        ("proposal.undo",): gettext_lazy("%(who)s undid %(it)s"),
    }
)


def undecided(item: ProposalItem, actor: Actor) -> str:
    """What keeps this person from deciding."""
    if item.status != ItemStatus.PENDING:
        return _("This was already decided: %(status)s.") % {"status": item.get_status_display()}
    return "" if may_decide(actor, item) else _("This decision belongs to somebody else.")


def unasked(item: ProposalItem, actor: Actor) -> str:
    """What keeps this person from asking back."""
    if item.asked_back:
        return _("A question waits for its answer already.")
    return nobody_to_ask(actor, item)


def unanswered(item: ProposalItem, actor: Actor) -> str:
    """What keeps this person from answering."""
    if item.status != ItemStatus.PENDING or not item.asked_back:
        return _("No question waits for an answer here.")
    own = actor.user is not None and actor.user.pk == item.proposal.served_id
    return "" if own else _("Only the person in whose name it is suggested can answer.")


def undoable(item: ProposalItem, actor: Actor) -> str:
    """What keeps this person from undoing it."""
    inverse = undo_of(item)
    if inverse is None:
        return _("There is nothing to undo here.")
    if may_undo(actor, item):
        return ""
    return _("Only people who may do “%(title)s” can undo this.") % {"title": words.title(inverse.command)}


APPROVE = Verb(
    "proposal.approve", gettext_lazy("Approve"), "check_circle", why_not=undecided, argument="item_id", asks=False
)
EDIT = Verb(
    "proposal.edit",
    gettext_lazy("Approve with changes"),
    "edit",
    why_not=undecided,
    argument="item_id",
    form=EditForm,
)
ASK = Verb("proposal.ask", gettext_lazy("Ask back"), "chat", why_not=both(undecided, unasked), argument="item_id")
ANSWER = Verb("proposal.answer", gettext_lazy("Answer"), "chat", why_not=unanswered, argument="item_id")
REJECT = Verb("proposal.reject", gettext_lazy("Reject"), "block", why_not=undecided, argument="item_id", dangerous=True)


class UndoForm(ArgumentsForm):
    """Why it is undone, under what undoing does."""

    @property
    def about(self) -> Facts:
        """What was done, and what will be."""
        item: ProposalItem = self.row
        inverse = undo_of(item)
        return [
            (_("What was done"), words.title(item.command)),
            (_("With"), Names().name(item.result_type, item.result_id)),
            (_("Undoing it does"), words.title(inverse.command) if inverse else NOTHING),
        ]


UNDO = Verb(
    "proposal.undo",
    gettext_lazy("Undo"),
    "undo",
    why_not=undoable,
    argument="item_id",
    form=UndoForm,
    dangerous=True,
)


@admin.register(ProposalItem)
class ProposalItemAdmin(ActionModelAdmin):
    """One suggested command."""

    rows = staticmethod(items_visible_to)
    list_display = ("what", "served", "decided", "sure", "why_asked", "state_now", "made", "decide")
    list_select_related = ("proposal__served",)
    search_fields = ITEM_WORDS
    ordering = ("-id",)
    verbs = (APPROVE, EDIT, ASK, ANSWER, REJECT, UNDO)
    bulk = (APPROVE, REJECT)
    list_filter = FILTERS
    shows = (
        Show("waiting", gettext_lazy("Waiting"), lambda rows, now: rows.filter(status=ItemStatus.PENDING)),
        Show("applied", gettext_lazy("Done"), lambda rows, now: rows.filter(status=ItemStatus.APPLIED)),
        Show("undone", gettext_lazy("Undone"), lambda rows, now: rows.filter(status=ItemStatus.UNDONE)),
    )
    live_on = "proposal agentrun message"
    empty = gettext_lazy(
        "Nothing waits for a decision. When the agent is not sure, or may not do something by itself, it asks here."
    )

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """With buttons for those who decide."""
        shown = list(super().get_list_display(request))
        return shown if actor_of(request).may(APPROVE.command) else [name for name in shown if name != "decide"]

    @admin.display(description=gettext_lazy("suggested change"))
    def what(self, item: ProposalItem) -> str:
        """The command and what it is about."""
        return item.summary or words.title(item.command)

    @admin.display(description=gettext_lazy("in the name of"))
    def served(self, item: ProposalItem) -> SafeString:
        """Whose message led to it."""
        return named(item.proposal.served)

    @admin.display(description=gettext_lazy("suggested"))
    def decided(self, item: ProposalItem) -> SafeString:
        """By rules, by a model."""
        return decided_badge(item.brain)

    @admin.display(description=gettext_lazy("how sure"), ordering="confidence")
    def sure(self, item: ProposalItem) -> str:
        """The confidence."""
        return f"{round(item.confidence * 100)} %"

    @admin.display(description=gettext_lazy("what the rules say"))
    def why_asked(self, item: ProposalItem) -> str:
        """The policy's reason."""
        return item.policy_reason or "–"

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_now(self, item: ProposalItem) -> SafeString:
        """Where it stands."""
        return badge(ITEM_LOOKS[ItemStatus(item.status)])

    @admin.display(description=gettext_lazy("made"), ordering="created_at")
    def made(self, item: ProposalItem) -> SafeString:
        """When."""
        return moment(item.created_at)

    @admin.display(description=gettext_lazy("decision"))
    def decide(self, item: ProposalItem) -> SafeString:
        """Approve at once, or reject with a note. The buttons send the list's own form, with its token."""
        if item.status != ItemStatus.PENDING:
            return NOTHING
        back = quote(self.list_url("show=waiting"))
        return format_html(
            '<span class="wh-pair"><button type="submit" class="wh-btn wh-btn-primary" formaction="{}">{}</button>'
            '<a class="wh-btn" href="{}">{}…</a></span>',
            f"{self.command_url(item, APPROVE.command)}?next={back}",
            APPROVE.label,
            f"{self.command_url(item, REJECT.command)}?next={back}",
            REJECT.label,
        )

    def but(self, row: ProposalItem) -> str:
        """An approved change may still not be possible any more."""
        if row.status in (ItemStatus.EXPIRED, ItemStatus.CONFLICTED):
            return row.error_message or _("This has expired; it was not done.")
        return row.error_message if row.status == ItemStatus.REJECTED else ""

    def head(self, row: ProposalItem) -> list[Any]:
        """Status, who suggested it, and whether this is only being tried."""
        tried = [badge(BEING_TRIED)] if row.policy == Policy.SHADOW else []
        return [self.state_now(row), decided_badge(row.brain), *tried]

    def facts(self, row: ProposalItem) -> Facts:
        """What it would do, on which words, how sure, until when."""
        names = Names()
        return [
            (_("What"), words.title(row.command)),
            (_("In the name of"), named(row.proposal.served)),
            (_("Words that led to it"), quotes(row.evidence) or NOTHING),
            (_("How sure"), self.sure(row)),
            (_("What the rules say"), row.policy_reason or NOTHING),
            (_("Decide until"), moment(row.proposal.expires_at)),
            (_("Decided by"), named(row.decided_by) if row.decided_by else NOTHING),
            (_("Note"), row.decision_note or NOTHING),
            *([(_("As it was suggested"), _told(row, row.suggested, names))] if row.suggested is not None else []),
            (_("Result"), names.name(row.result_type, row.result_id) if row.result_id else NOTHING),
            (_("Why it did not work"), row.error_message or NOTHING),
        ]

    def detail(self, request: HttpRequest, row: ProposalItem) -> dict[str, Any]:
        """The item, with before and after."""
        talk = row.notes.select_related("author")
        return {**super().detail(request, row), "changes": before_and_after(row), "talk": talk}

    detail_template = "admin/office/proposal_item.html"


def _told(item: ProposalItem, arguments: dict[str, Any], names: Names) -> SafeString:
    """The arguments that were otherwise, in words."""
    model = type_called(item.command.split(".", 1)[0])
    otherwise = [(n, v) for n, v in arguments.items() if item.arguments.get(n) != v]
    told = [(words.label(n, model), words.argument(item.command, n, v, names)) for n, v in otherwise]
    return format_html_join("; ", "{}: {}", told)


def before_and_after(item: ProposalItem) -> list[tuple[str, SafeString, SafeString]]:
    """Each argument that changes something: its word, how the row it rests on stands now, what it would become."""
    names, model = Names(), type_called(item.command.split(".", 1)[0])
    base = names.row(item.base_type, item.base_id) if item.base_id else None
    told = []
    for name, value in item.arguments.items():
        if value in (None, "", []) or name == "version" or _goes_without_saying(item.command, name, value):
            continue
        before, after = _before(item, base, name), words.argument(item.command, name, value, names)
        if before != after:
            told.append((words.label(name, model), before, after))
    return told


def _goes_without_saying(command: str, name: str, value: Any) -> bool:
    """A switch that is off unless somebody turns it on."""
    info = COMMANDS[command].arguments.model_fields.get(name) if command in COMMANDS else None
    return value is False and info is not None and info.default is False


def _before(item: ProposalItem, base: Any, name: str) -> SafeString:
    if base is None or item.base_id is None:
        return NOTHING
    if name == "member_ids":
        return format_html("{}", ", ".join(people_now(f"{item.base_type}_id", item.base_id))) or NOTHING
    column = words.column(type(base), name)
    return words.plain(column.value_from_object(base), column) if column is not None else NOTHING
