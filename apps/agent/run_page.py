"""A run told from beginning to end: each step with its time, each call with its cost, each decision with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.agent.models import AgentCall, AgentRun, Message
from apps.agent.states import BRAIN_LOOKS, Brain, RunStatus
from apps.core.admin import words
from apps.core.admin.naming import Names
from apps.core.models import AuditEntry, ItemStatus, Policy, ProposalItem

NEVER_BROKEN = "\u00a0"
POLICY_ICONS = {
    Policy.AUTO: "check_circle",
    Policy.ASK: "pause_circle",
    Policy.SHADOW: "pause_circle",
    Policy.FORBID: "block",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, when, and how long after the message was written."""

    at: datetime
    after: str
    icon: str
    words: str
    detail: Any = ""


class Happened(NamedTuple):
    """A step before it is placed in time."""

    at: datetime | None
    icon: str
    words: str
    detail: Any = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What policy said of one suggestion, who decided it, and where that led."""

    title: str
    policy: str
    icon: str
    reason: str
    sure: str
    decided: str
    decided_at: datetime | None
    note: str
    result: SafeString | str


@dataclass(frozen=True, slots=True)
class Bill:
    """All calls of a run together. `cost` is in dollars, None where no price is set for a model that was asked."""

    calls: int
    tokens_in: int
    tokens_out: int
    milliseconds: float
    cost: str


def steps(run: AgentRun, items: Iterable[ProposalItem], answer: Message | None, names: Names) -> list[Step]:
    """Everything that happened, in order."""
    items = list(items)
    happened = [*_frame(run, answer), *map(_call, run.calls.all()), *_about(items, names)]
    since = run.message.created_at
    placed = [Step(h.at, _after(h.at, since), h.icon, h.words, h.detail) for h in happened if h.at is not None]
    return sorted(placed, key=lambda step: step.at)


def rulings(items: Iterable[ProposalItem], names: Names) -> list[Ruling]:
    """What policy and people said of each suggestion."""
    return [_ruling(item, names) for item in items]


def bill(calls: Iterable[AgentCall]) -> Bill:
    """What all of them took."""
    calls = list(calls)
    costs = [cost for call in calls if (cost := call.cost) is not None]
    return Bill(
        calls=len(calls),
        tokens_in=sum(call.tokens_in for call in calls),
        tokens_out=sum(call.tokens_out for call in calls),
        milliseconds=sum(call.milliseconds for call in calls),
        cost=dollars(sum(costs, Decimal())) if costs else "–",
    )


def dollars(cost: Decimal) -> str:
    """A model's call costs fractions of a cent."""
    return f"$ {formats.number_format(cost, 4)}"


def _frame(run: AgentRun, answer: Message | None) -> Iterator[Happened]:
    yield Happened(run.message.created_at, "chat", _("%(who)s wrote") % {"who": run.served.name})
    yield Happened(run.started_at, "build", _("The agent took it up"))
    if answer is not None:
        yield Happened(answer.created_at, "chat", _("Answered"))
    if run.status == RunStatus.FAILED:
        yield Happened(run.finished_at, "block", _("Given up"), run.error)
    else:
        yield Happened(run.finished_at, "check_circle", _("Done"))


def _call(call: AgentCall) -> Happened:
    looks = BRAIN_LOOKS[Brain(call.brain)]
    took = _("%(ms)s ms") % {"ms": formats.number_format(call.milliseconds, 1)}
    label = str(looks.label)
    said = {"step": call.step.capitalize(), "brain": label[:1].lower() + label[1:]}
    detail = " · ".join(part for part in (call.model, took, call.error_code) if part)
    return Happened(call.at, looks.icon, _("%(step)s %(brain)s") % said, detail)


def _about(items: list[ProposalItem], names: Names) -> Iterator[Happened]:
    done = _done_at(items)
    for item in items:
        title = words.title(item.command)
        policy = f"{Policy(item.policy).label}: {item.policy_reason}"
        yield Happened(
            item.created_at, POLICY_ICONS[Policy(item.policy)], _("Suggested: %(what)s") % {"what": title}, policy
        )
        if _was_decided(item):
            yield Happened(item.decided_at, "person", f"{_decided(item)}: {title}", item.decision_note)
        if (at := done.get(item.pk)) is not None:
            yield Happened(
                at, "check_circle", _("Done to the records: %(what)s") % {"what": title}, _result(item, names)
            )


def _done_at(items: list[ProposalItem]) -> dict[int, datetime]:
    """When each was applied, by the audit log: the first entry of its command about its result since."""
    about = Q(pk__in=[])
    for item in items:
        if item.result_id is not None:
            about |= Q(command=item.command, subject_type=item.result_type, subject_id=item.result_id)
    entries = AuditEntry.objects.filter(about, outcome=AuditEntry.Outcome.DONE).order_by("-id")
    latest_first = list(entries.values_list("command", "subject_id", "at"))
    found: dict[int, datetime] = {}
    for item in items:
        for command, subject, at in latest_first:
            if (command, subject) == (item.command, item.result_id) and at >= item.created_at:
                found[item.pk] = at
    return found


def _ruling(item: ProposalItem, names: Names) -> Ruling:
    return Ruling(
        title=words.title(item.command),
        policy=str(Policy(item.policy).label),
        icon=POLICY_ICONS[Policy(item.policy)],
        reason=item.policy_reason,
        sure=f"{round(item.confidence * 100)} %",
        decided=_decided(item) if _was_decided(item) else "",
        decided_at=item.decided_at,
        note=item.decision_note,
        result=_result(item, names),
    )


def _was_decided(item: ProposalItem) -> bool:
    """Whether it waited for somebody; what policy allows is marked as decided too, by nobody."""
    return item.decided_at is not None and (item.policy != Policy.AUTO or item.decided_by is not None)


def _decided(item: ProposalItem) -> str:
    who = item.decided_by.name if item.decided_by else _("WorkHub")
    said = {
        ItemStatus.REJECTED: _("%(who)s turned it down"),
        ItemStatus.EXPIRED: _("%(who)s let it go: nobody had decided in time"),
    }.get(ItemStatus(item.status), _("%(who)s approved it"))
    return said % {"who": who}


def _result(item: ProposalItem, names: Names) -> SafeString | str:
    return names.name(item.result_type, item.result_id) if item.result_id else item.error_message


def _after(at: datetime, since: datetime) -> str:
    """+0.12 s; +3 min once seconds say little. On one line."""
    seconds = (at - since).total_seconds()
    if abs(seconds) < 60:
        told = _("%(n)s s") % {"n": f"{seconds:+.2f}"}
    else:
        told = _("%(n)s min") % {"n": f"{seconds / 60:+.0f}"}
    return told.replace(" ", NEVER_BROKEN)
