"""The life of an agent run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look
from apps.core.markup import DECIDED_BY


class RunStatus(models.TextChoices):
    """Where a run stands. Only the graph's last node may say `done`."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Working")
    WAITING = "waiting", _("Waiting for a decision")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


R = RunStatus
RUN = Lifecycle(
    thing=_("run"),
    moves={
        R.QUEUED: frozenset({R.RUNNING, R.FAILED}),
        R.RUNNING: frozenset({R.RUNNING, R.WAITING, R.DONE, R.FAILED}),
        R.WAITING: frozenset({R.RUNNING, R.DONE, R.FAILED}),
        R.DONE: frozenset(),
        R.FAILED: frozenset({R.RUNNING}),
    },
    looks={
        R.QUEUED: Look(R.QUEUED.label, "event", "slate"),
        R.RUNNING: Look(R.RUNNING.label, "build", "amber"),
        R.WAITING: Look(R.WAITING.label, "pause_circle", "orange"),
        R.DONE: Look(R.DONE.label, "check_circle", "emerald"),
        R.FAILED: Look(R.FAILED.label, "block", "rose"),
    },
)


class StepKind(models.TextChoices):
    """What a run came to next; `step_words.py` says each as a sentence."""

    SENT = "sent", _("Sent")
    READ = "read", _("Read")
    DANGER = "danger", _("Danger found")
    NO_DANGER = "no_danger", _("No danger found")
    UNDERSTOOD = "understood", _("Understood")
    PLANNED = "planned", _("Planned")
    WAITING = "waiting", _("Waiting")
    RESUMED = "resumed", _("Resumed")
    DECIDED = "decided", _("Decided")
    DID = "did", _("Done to the records")
    NOT_DONE = "not_done", _("Not done")
    PASSED_ON = "passed_on", _("Passed on")
    ANSWERED = "answered", _("Answered")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Given up")


STEP_ICONS = {
    StepKind.SENT: "send",
    StepKind.READ: "chat",
    StepKind.DANGER: "emergency",
    StepKind.NO_DANGER: "check_circle",
    StepKind.UNDERSTOOD: "info",
    StepKind.PLANNED: "list",
    StepKind.WAITING: "pause_circle",
    StepKind.RESUMED: "play_arrow",
    StepKind.DECIDED: "person",
    StepKind.DID: "check_circle",
    StepKind.NOT_DONE: "block",
    StepKind.PASSED_ON: "person",
    StepKind.ANSWERED: "chat",
    StepKind.FINISHED: "check_circle",
    StepKind.FAILED: "report",
}


class Author(models.TextChoices):
    """Who wrote a message."""

    PERSON = "person", _("Person")
    AGENT = "agent", _("Agent")


class Brain(models.TextChoices):
    """What decided: a list of dangers, the rules, or a model."""

    SAFETY_NET = "safety_net", _("Safety net")
    RULES = "rules", _("Rules")
    GROQ = "groq", _("AI")
    PERSON = "person", _("Person")


BRAIN_LOOKS = {brain: DECIDED_BY[brain] for brain in Brain}


class PolicyMode(models.TextChoices):
    """What administrators let the agent do with a command, within what the code allows; from free to strict."""

    AUTO = "auto", _("By itself when it is sure enough")
    ASK = "ask", _("Somebody decides every time")
    SHADOW = "shadow", _("Being tried: somebody decides, and it is counted")
    NEVER = "never", _("Never")


MODE_LOOKS = {
    PolicyMode.AUTO: Look(PolicyMode.AUTO.label, "check_circle", "emerald"),
    PolicyMode.ASK: Look(PolicyMode.ASK.label, "pause_circle", "amber"),
    PolicyMode.SHADOW: Look(_("Being tried"), "visibility", "sky"),
    PolicyMode.NEVER: Look(PolicyMode.NEVER.label, "block", "zinc"),
}


class Fallback(models.TextChoices):
    """Why the model's answer did not count and the rules decided; docs/OPERATE.md says what to do about each."""

    TIMEOUT = "timeout", _("the AI did not answer in time")
    OUT_OF_TIME = "out_of_time", _("no time was left for the AI")
    UNREACHABLE = "unreachable", _("the AI could not be reached")
    WRONG_ADDRESS = "wrong_address", _("there is no AI at the address that is set")
    KEY_REFUSED = "key_refused", _("the AI does not accept the key that is set")
    FORBIDDEN = "forbidden", _("the AI may not be used with the key that is set")
    MODEL_GONE = "model_gone", _("the AI model that is set does not exist any more")
    RATE_LIMITED = "rate_limited", _("the AI was asked too often")
    NO_CAPACITY = "no_capacity", _("the AI is overloaded")
    SERVER_ERROR = "server_error", _("the AI is out of order")
    TOO_LONG = "too_long", _("the message is too long for the AI")
    REFUSED = "refused", _("the AI did not take the question")
    TOOL_USE_FAILED = "tool_use_failed", _("the AI could not put its answer into a form that can be used")
    MALFORMED_ANSWER = "malformed_answer", _("the AI's answer could not be read")
    MALFORMED_ARGUMENTS = "malformed_arguments", _("the AI suggested something that makes no sense")
    UNKNOWN_TOOL = "unknown_tool", _("the AI wanted something that it may not do")
    UNKNOWN_RECORD = "unknown_record", _("the AI named a visit or site that it was not given")
    NOTHING_UNDERSTOOD = "nothing_understood", _("the AI found nothing in the message")
    NOTHING_PLANNED = "nothing_planned", _("the AI did not say what to record")
    TOO_MANY_STEPS = "too_many_steps", _("the AI came to no end")
    PAUSED = "paused", _("the AI is paused because it failed before")
    RUN_BUDGET = "run_budget", _("one message may not cost more AI than this")
    PERSON_BUDGET = "person_budget", _("this person's share of AI for today is used up")
    DAY_BUDGET = "day_budget", _("the company's share of AI for today is used up")
    BRAIN_ERROR = "brain_error", _("a fault in WorkHub kept the AI from being asked")
    NOT_READ = "not_read", _("the message could not be read, so people read it")


# Nothing that passes by itself: somebody has to set another key, address or model.
FOR_ADMINISTRATORS = frozenset({Fallback.KEY_REFUSED, Fallback.FORBIDDEN, Fallback.MODEL_GONE, Fallback.WRONG_ADDRESS})


class BreakerState(models.TextChoices):
    """Whether a model is asked. Open is as in electricity: nothing flows."""

    CLOSED = "closed", _("Asked")
    OPEN = "open", _("Paused")


BREAKER_LOOKS = {
    BreakerState.CLOSED: Look(BreakerState.CLOSED.label, "check_circle", "emerald"),
    BreakerState.OPEN: Look(BreakerState.OPEN.label, "pause_circle", "rose"),
}


def why_rules(code: str) -> str:
    """A fallback's code as the end of a sentence: "the AI did not answer in time"."""
    return str(Fallback(code).label) if code in Fallback.values else code


def rules_because(code: str) -> Look:
    """Decided by rules, and why: "By rules: the AI did not answer in time"."""
    plain = BRAIN_LOOKS[Brain.RULES]
    return Look(_("By rules: %(why)s") % {"why": why_rules(code)}, plain.icon, plain.tone)
