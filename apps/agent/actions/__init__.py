"""The verbs of a talk with the agent."""

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
from apps.agent.actions.steps import note_decision, note_outcomes, note_step

__all__ = [
    "answer_message",
    "begin_run",
    "fail_run",
    "finish_run",
    "forward_message",
    "note_alarm",
    "note_call",
    "note_decision",
    "note_outcomes",
    "note_step",
    "note_understanding",
    "pass_to_office",
    "send_message",
    "wait_for_people",
]
