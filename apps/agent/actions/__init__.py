"""The verbs of a talk with the agent."""

from apps.agent.actions.breakers import (
    admit,
    claim_probe,
    close_breaker,
    note_answer,
    note_failure,
    note_limit,
)
from apps.agent.actions.correcting import correct_message, keep_corrections
from apps.agent.actions.evaluations import keep_evaluation
from apps.agent.actions.messages import forward_message, pass_to_office, send_message
from apps.agent.actions.policies import install_policies, set_policy
from apps.agent.actions.readings import delete_old_readings, keep_reading, kept_reading
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
from apps.agent.actions.steps import note_decision, note_outcomes, note_step
from apps.agent.actions.tokens import SetAside, set_aside, settle

__all__ = [
    "SetAside",
    "admit",
    "answer_message",
    "begin_run",
    "claim_probe",
    "close_breaker",
    "correct_message",
    "delete_old_readings",
    "fail_run",
    "finish_run",
    "forward_message",
    "install_policies",
    "keep_corrections",
    "keep_evaluation",
    "keep_reading",
    "kept_reading",
    "note_alarm",
    "note_answer",
    "note_call",
    "note_decision",
    "note_failure",
    "note_limit",
    "note_outcomes",
    "note_step",
    "note_understanding",
    "pass_to_office",
    "send_message",
    "set_aside",
    "set_policy",
    "settle",
    "tell_outcome",
    "wait_for_people",
]
