"""What can happen in a talk with the agent."""

from apps.core.events import event

MESSAGE_SENT = event("message.sent")
MESSAGE_ANSWERED = event("message.answered")
MESSAGE_FORWARDED = event("message.forwarded")
MESSAGE_CORRECTED = event("message.corrected")
CORRECTIONS_KEPT = event("conversation.corrections_kept")
RUN_MOVED = event("run.moved")
