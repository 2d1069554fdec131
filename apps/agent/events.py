"""What can happen in a talk with the agent."""

from apps.core.events import event

MESSAGE_SENT = event("message.sent")
MESSAGE_ANSWERED = event("message.answered")
MESSAGE_FORWARDED = event("message.forwarded")
RUN_MOVED = event("run.moved")
RUNS_DUE = event("runs.due")
