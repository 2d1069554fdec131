"""The life of an agent run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look


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


BRAIN_LOOKS = {
    Brain.SAFETY_NET: Look(_("By safety rules"), "rule", "slate"),
    Brain.RULES: Look(_("By rules"), "rule", "slate"),
    Brain.GROQ: Look(_("By AI"), "auto_awesome", "slate"),
    Brain.PERSON: Look(_("By a person"), "person", "slate"),
}
