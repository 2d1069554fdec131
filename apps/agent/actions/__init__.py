"""The verbs of a talk with the agent."""

from apps.agent.actions.messages import forward_message, pass_to_office, send_message
from apps.agent.actions.policies import install_policies, set_policy
from apps.agent.actions.runs import (
    answer_message,
    begin_run,
    fail_run,
    finish_run,
    note_alarm,
    note_call,
    note_understanding,
    tell_outcome,
    wait_for_people,
)

__all__ = [
    "answer_message",
    "begin_run",
    "fail_run",
    "finish_run",
    "forward_message",
    "install_policies",
    "note_alarm",
    "note_call",
    "note_understanding",
    "pass_to_office",
    "send_message",
    "set_policy",
    "tell_outcome",
    "wait_for_people",
]
