"""The verbs about people."""

from apps.crews.actions.absences import add_absence, begin_absence, call_off_absence, cancel_absence
from apps.crews.actions.asking import add_request, answer_request, withdraw_request
from apps.crews.actions.attendance import check_in, check_out, end_break, start_break, take_back
from apps.crews.actions.corrections import ask_correction, correct_attendance
from apps.crews.actions.crews import add_crew, change_crew, join_crew, leave_crew
from apps.crews.actions.deciding import (
    approve_request,
    ask_back_request,
    let_go_of_the_undecided,
    reject_request,
    remind_approvers,
)
from apps.crews.actions.forgotten import propose_check_outs
from apps.crews.actions.invitations import invite_user, join, uninvite_user
from apps.crews.actions.managing import manage_crew, unmanage_crew
from apps.crews.actions.members import change_member
from apps.crews.actions.positions import delete_positions
from apps.crews.actions.reminders import remind_of_certificates
from apps.crews.actions.shifts import clear_exception, end_pattern, set_exception, set_pattern
from apps.crews.actions.sign_ins import end_sign_ins, reset_second_step
from apps.crews.actions.skills import (
    add_certificate,
    add_skill,
    change_certificate,
    change_skill,
    refuse_other_levels,
    withdraw_certificate,
)
from apps.crews.actions.substitutions import add_substitution, end_substitution
from apps.crews.actions.users import add_user, change_user, deactivate_user, reactivate_user

__all__ = [
    "add_absence",
    "add_certificate",
    "add_crew",
    "add_request",
    "add_skill",
    "add_substitution",
    "add_user",
    "answer_request",
    "approve_request",
    "ask_back_request",
    "ask_correction",
    "begin_absence",
    "call_off_absence",
    "cancel_absence",
    "change_certificate",
    "change_crew",
    "change_member",
    "change_skill",
    "change_user",
    "check_in",
    "check_out",
    "clear_exception",
    "correct_attendance",
    "deactivate_user",
    "delete_positions",
    "end_break",
    "end_pattern",
    "end_sign_ins",
    "end_substitution",
    "invite_user",
    "join",
    "join_crew",
    "leave_crew",
    "let_go_of_the_undecided",
    "manage_crew",
    "propose_check_outs",
    "reactivate_user",
    "refuse_other_levels",
    "reject_request",
    "remind_approvers",
    "remind_of_certificates",
    "reset_second_step",
    "set_exception",
    "set_pattern",
    "start_break",
    "take_back",
    "uninvite_user",
    "unmanage_crew",
    "withdraw_certificate",
    "withdraw_request",
]
