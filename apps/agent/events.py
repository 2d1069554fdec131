"""What can happen in a talk with the agent."""

from apps.core.events import event

MESSAGE_SENT = event("message.sent")
MESSAGE_ANSWERED = event("message.answered")
OUTCOME_TOLD = event("message.outcome_told")
MESSAGE_FORWARDED = event("message.forwarded")
MESSAGE_CORRECTED = event("message.corrected")
CORRECTIONS_KEPT = event("conversation.corrections_kept")
RUN_MOVED = event("run.moved")
BREAKER_OPENED = event("breaker.opened")
BREAKER_CLOSED = event("breaker.closed")
BREAKER_ALARMED = event("breaker.alarmed")
POLICY_CHANGED = event("policy.changed")
RUN_STEPPED = event("run.stepped")
RUNS_DUE = event("runs.due")
