"""What people wrote to the agent, and what it did with it: to look at."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.agent.answers.linking import office_links
from apps.agent.breaker_admin import BreakerAdmin
from apps.agent.evaluation_admin import EvaluationAdmin
from apps.agent.models import AgentEvaluation, AgentRun, Breaker, Conversation, Message
from apps.agent.policy_pages import CommandPolicyAdmin
from apps.agent.run_export import lines
from apps.agent.run_page import bill, dollars, rulings, steps
from apps.agent.selectors import conversations_visible_to, messages_visible_to, runs_visible_to
from apps.agent.states import Author, RunStatus, rules_because
from apps.core.actor import Actor
from apps.core.admin import Facts, ReadOnlyAdmin, actor_of, words
from apps.core.admin.lists import Show
from apps.core.admin.naming import Names, named, page_of, speak_of
from apps.core.admin.timeline import Told
from apps.core.admin.why import marked, quotes, tell_item
from apps.core.markup import NOTHING, badge, decided_badge, moment

admin.site.register(Breaker, BreakerAdmin)
admin.site.register(AgentEvaluation, EvaluationAdmin)
__all__ = ["AgentRunAdmin", "CommandPolicyAdmin", "ConversationAdmin", "MessageAdmin"]
speak_of(Message, lambda message: Truncator(message.text).chars(60))
speak_of(
    AgentRun, lambda run: str(_("What was done about “%(text)s”")) % {"text": Truncator(run.message.text).chars(60)}
)
words.tell(
    {
        ("message.send", "message.sent"): _("%(who)s wrote “%(it)s”"),
        ("message.forward", "message.forwarded"): _("%(who)s passed “%(it)s” on to the office"),
        ("message.correct", "message.corrected"): _("%(who)s said what “%(it)s” was about"),
        ("message.keep_corrections", "conversation.corrections_kept"): _("%(who)s chose whether corrections are kept"),
        ("message.answered",): _("WorkHub answered: “%(it)s”"),
    }
)


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    """A person's talk with the agent."""

    list_display = ("user", "said", "last_said")
    search_fields = ("user__name", "user__email")
    detail_template = "admin/office/conversation.html"
    live_on = "message agentrun"
    empty = _("Talks with the agent will be here, one per person, from the first message written on the portal.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Conversation]":
        """The talks in sight, the latest first."""
        found = conversations_visible_to(actor).select_related("user")
        return found.annotate(said=Count("messages"), last=Max("messages__created_at")).order_by("-last")

    @admin.display(description=_("messages"), ordering="said")
    def said(self, conversation: Any) -> int:
        """How many."""
        return int(conversation.said)

    @admin.display(description=_("last message"), ordering="last")
    def last_said(self, conversation: Any) -> SafeString:
        """When."""
        return moment(conversation.last)

    def facts(self, row: Conversation) -> Facts:
        """Whose."""
        return [(_("Person"), named(row.user)), (_("Messages"), self.said(row)), (_("Last"), self.last_said(row))]

    def detail(self, request: HttpRequest, row: Conversation) -> dict[str, Any]:
        """The page, with the last messages."""
        said = row.messages.select_related("run").order_by("-id")[:100]
        return {**super().detail(request, row), "said": said, "live_on": "message:* agentrun:*"}

    def timeline(self, row: Conversation) -> list[Told]:
        """The messages are its history."""
        return []


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """One thing said."""

    list_display = ("short", "author_shown", "from_whom", "run_shown", "when")
    search_fields = ("text", "conversation__user__name")
    ordering = ("-id",)
    shows = (
        Show("office", _("For the office"), lambda rows, now: rows.filter(for_office=True)),
        Show("people", _("From people"), lambda rows, now: rows.filter(author=Author.PERSON)),
    )
    live_on = "message agentrun"

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Message]":
        """The messages in sight."""
        return messages_visible_to(actor).select_related("conversation__user", "run", "answers")

    @admin.display(description=_("message"))
    def short(self, message: Message) -> str:
        """The beginning."""
        return Truncator(message.text).chars(90)

    @admin.display(description=_("from"), ordering="author")
    def author_shown(self, message: Message) -> str:
        """A person or the agent."""
        return message.get_author_display()

    @admin.display(description=_("talk of"), ordering="conversation__user__name")
    def from_whom(self, message: Message) -> SafeString:
        """Whose talk."""
        return named(message.conversation.user)

    @admin.display(description=_("agent"))
    def run_shown(self, message: Message) -> SafeString:
        """What the agent did about it."""
        run = getattr(message, "run", None)
        return format_html('<a href="{}">{}</a>', page_of(run), badge(run.look)) if run else NOTHING

    @admin.display(description=_("when"), ordering="id")
    def when(self, message: Message) -> SafeString:
        """When."""
        return moment(message.created_at)

    def facts(self, row: Message) -> Facts:
        """Who said what, where, and what came of it."""
        return [
            (_("Text"), format_html('<span class="wh-pre">{}</span>', row.text)),
            (_("From"), self.author_shown(row)),
            (_("Talk"), named(row.conversation)),
            (_("Written on visit"), Names().name("visit", row.visit_id) if row.visit_id else NOTHING),
            (_("Answers"), named(row.answers) if row.answers else NOTHING),
            *([(_("Sources"), office_links(row))] if row.sources else []),
            (_("What the agent did"), self.run_shown(row)),
            (_("For the office to read"), _("yes") if row.for_office else _("no")),
            (_("When"), self.when(row)),
        ]


@admin.register(AgentRun)
class AgentRunAdmin(ReadOnlyAdmin):
    """One go of the agent: what it read, what it understood, what it did, and every call of a brain."""

    list_display = ("about", "served", "state_now", "decided", "when")
    list_filter = ("status", "brain")
    search_fields = ("message__text", "served__name")
    ordering = ("-id",)
    shows = (
        Show("waiting", _("Waiting"), lambda rows, now: rows.filter(status=RunStatus.WAITING)),
        Show("failed", _("Failed"), lambda rows, now: rows.filter(status=RunStatus.FAILED)),
    )
    detail_template = "admin/office/run.html"
    live_on = "agentrun message"

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[AgentRun]":
        """The runs in sight."""
        return runs_visible_to(actor).select_related("message", "served", "proposal")

    @admin.display(description=_("message"))
    def about(self, run: AgentRun) -> str:
        """The beginning of the message."""
        return Truncator(run.message.text).chars(90)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, run: AgentRun) -> SafeString:
        """Where it stands."""
        return badge(run.look)

    @admin.display(description=_("decided"), ordering="brain")
    def decided(self, run: AgentRun) -> SafeString:
        """By rules, by a model."""
        return decided_badge(run.brain) if run.brain else NOTHING

    @admin.display(description=_("when"), ordering="id")
    def when(self, run: AgentRun) -> SafeString:
        """When."""
        return moment(run.created_at)

    def head(self, row: AgentRun) -> list[Any]:
        """Status, and who decided."""
        return [self.state_now(row), self.decided(row)]

    def facts(self, row: AgentRun) -> Facts:
        """For whom, when, why not the model."""
        return [
            (_("For"), named(row.served)),
            (_("Message"), named(row.message)),
            (_("Began"), moment(row.started_at)),
            (_("Ended"), moment(row.finished_at)),
            (_("Why not by AI"), _why_rules(row.fallback_reason)),
            *([(_("What went wrong"), format_html('<span class="wh-pre">{}</span>', row.error))] if row.error else []),
        ]

    def detail(self, request: HttpRequest, row: AgentRun) -> dict[str, Any]:
        """The page: the message with its evidence, what was understood, the items, the calls."""
        understood = (row.understanding or {}).get("actions", [])
        evidence = [span for action in understood for span in action.get("evidence", [])]
        items = list(row.proposal.items.select_related("decided_by")) if row.proposal else []
        answer = Message.objects.filter(answers=row.message).first()
        calls = list(row.calls.all())
        names = Names()
        for item in items:
            names.want(item.result_type, item.result_id)
        actor, back = actor_of(request), page_of(row)
        return {
            **super().detail(request, row),
            "text": marked(row.message.text, evidence),
            "understood": [_understood(action) for action in understood],
            "items": [tell_item(actor, item, names, about_this=True, back=back) for item in items],
            "rulings": rulings(items, names),
            "steps": steps(row, items, answer, names),
            "calls": [(call, dollars(cost) if (cost := call.cost) is not None else "–") for call in calls],
            "bill": bill(calls),
            "answer": answer,
            "export_url": reverse("admin:agent_agentrun_export", args=[row.public_id]),
            "live_on": "agentrun:* message:* proposal:*",
        }

    def get_urls(self) -> list[URLPattern]:
        """The run as a file, beside its page."""
        view = self.admin_site.admin_view(self.export)
        return [path("<uuid:run_id>/export/", view, name="agent_agentrun_export"), *super().get_urls()]

    def export(self, request: HttpRequest, run_id: UUID) -> HttpResponse:
        """The run as JSON lines, for whoever may see its page."""
        row = self.get_queryset(request).filter(public_id=run_id).first() if self.has_view_permission(request) else None
        if row is None:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="run-{run_id}.jsonl"'}
        return HttpResponse("".join(lines(row)), content_type="application/x-ndjson", headers=headers)

    def subjects(self, row: AgentRun) -> list[tuple[str, UUID]]:
        """The message's history, and that of what it led to."""
        items = row.proposal.items.exclude(result_id=None) if row.proposal else []
        return [("message", row.message.public_id), *((i.result_type, i.result_id) for i in items if i.result_id)]


def _why_rules(code: str) -> SafeString:
    """The sentence, and the code to look up."""
    if not code:
        return NOTHING
    return format_html('{} <code class="wh-meta">{}</code>', rules_because(code).label, code)


def _understood(action: dict[str, Any]) -> SafeString:
    """One thing found in the message: what kind, how sure, on which words."""
    detail = [action.get(name) for name in ("intent", "action", "severity", "kind")]
    kind = format_html_join(" · ", "{}", ((str(part).replace("_", " "),) for part in detail if part))
    sure = f"{round(float(action.get('confidence', 0)) * 100)} %"
    words_found = quotes(action.get("evidence", []))
    return format_html(
        "<strong>{}</strong> {} <span class='wh-meta'>{}</span> {}",
        kind,
        decided_badge(action.get("decided_by", "rules")),
        sure,
        words_found,
    )
