"""The verbs of a talk with the agent."""

from apps.agent.actions.breakers import (
    admit,
    claim_probe,
    close_breaker,
    note_answer,
    note_failure,
    note_limit,
)
from apps.agent.actions.messages import forward_message, pass_to_office, send_message
from apps.agent.actions.readings import keep_reading, kept_reading
from apps.agent.actions.runs import (
    answer_message,
    begin_run,
    fail_run,
    finish_run,
    note_alarm,
    note_call,
    note_understanding,
    wait_for_people,
)
from apps.agent.actions.tokens import SetAside, set_aside, settle

__all__ = [
    "SetAside",
    "admit",
    "answer_message",
    "begin_run",
    "claim_probe",
    "close_breaker",
    "fail_run",
    "finish_run",
    "forward_message",
    "keep_reading",
    "kept_reading",
    "note_alarm",
    "note_answer",
    "note_call",
    "note_failure",
    "note_limit",
    "note_understanding",
    "pass_to_office",
    "send_message",
    "set_aside",
    "settle",
    "wait_for_people",
]
