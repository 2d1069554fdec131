"""The verbs of a talk with the agent."""

from apps.agent.actions.evaluations import keep_evaluation
from apps.agent.actions.messages import forward_message, pass_to_office, send_message
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

__all__ = [
    "answer_message",
    "begin_run",
    "fail_run",
    "finish_run",
    "forward_message",
    "keep_evaluation",
    "note_alarm",
    "note_call",
    "note_understanding",
    "pass_to_office",
    "send_message",
    "wait_for_people",
]
