"""What was done about people, in words."""

from django.utils.translation import gettext_lazy as _

from apps.core.admin import words

words.tell(
    {
        ("user.add", "user.added"): _("%(who)s added %(it)s"),
        ("user.change", "user.changed"): _("%(who)s changed %(it)s"),
        ("user.deactivate", "user.deactivated"): _("%(who)s deactivated %(it)s"),
        ("user.reactivate", "user.reactivated"): _("%(who)s reactivated %(it)s"),
        ("user.invite", "user.invited"): _("%(who)s invited %(it)s"),
        ("user.uninvite", "user.uninvited"): _("%(who)s withdrew the invitation of %(it)s"),
        ("user.join", "user.joined"): _("%(it)s followed the invitation"),
        ("user.end_sign_ins", "user.sign_ins_ended"): _("%(who)s signed %(it)s out everywhere"),
        ("user.reset_second_step", "user.second_step_reset"): _("%(who)s removed the second step of %(it)s"),
        ("crew.add", "crew.added"): _("%(who)s added crew %(it)s"),
        ("crew.change", "crew.changed"): _("%(who)s changed crew %(it)s"),
        ("crew.join", "crew.joined"): _("%(who)s put %(it)s together"),
        ("crew.leave", "crew.left"): _("%(who)s ended %(it)s"),
        ("crew.manage", "crew.managed"): _("%(who)s gave crew %(it)s a manager"),
        ("crew.unmanage", "crew.unmanaged"): _("%(who)s took crew %(it)s from a manager"),
        ("member.change", "member.changed"): _("%(who)s changed what is known of %(it)s"),
        ("shift.set_pattern", "shifts.changed"): _("%(who)s set the shifts of %(it)s"),
        ("shift.end_pattern",): _("%(who)s ended the shifts of %(it)s"),
        ("shift.set_exception",): _("%(who)s set one day: %(it)s"),
        ("shift.clear_exception",): _("%(who)s went back to the usual shifts for a day of %(it)s"),
        ("absence.add", "absence.added"): _("%(who)s wrote down an absence: %(it)s"),
        ("absence.cancel", "absence.cancelled"): _("%(who)s cancelled an absence: %(it)s"),
        ("skill.add", "skill.added"): _("%(who)s added skill %(it)s"),
        ("skill.change", "skill.changed"): _("%(who)s changed skill %(it)s"),
        ("certificate.add", "certificate.added"): _("%(who)s added certificate %(it)s"),
        ("certificate.change", "certificate.changed"): _("%(who)s changed certificate %(it)s"),
        ("certificate.withdraw", "certificate.withdrawn"): _("%(who)s withdrew certificate %(it)s"),
        ("certificate.expiring",): _("%(who)s reminded people of certificate %(it)s"),
        ("attendance.check_in", "attendance.checked_in"): _("%(who)s checked in: %(it)s"),
        ("attendance.start_break", "attendance.break_started"): _("%(who)s began a break: %(it)s"),
        ("attendance.end_break", "attendance.break_ended"): _("%(who)s ended the break: %(it)s"),
        ("attendance.check_out", "attendance.checked_out"): _("%(who)s checked out: %(it)s"),
        ("attendance.take_back", "attendance.taken_back"): _("%(who)s took the last tap back: %(it)s"),
        ("attendance.correct", "attendance.corrected"): _("%(who)s corrected the working time %(it)s"),
        ("attendance.ask_correction",): _("%(who)s asked for a correction: %(it)s"),
        ("attendance.due",): _("It was time for the night's work on attendance: %(it)s"),
    }
)
words.call(
    {
        "pattern_id": _("Pattern"),
        "exception_id": _("Day"),
        "absence_id": _("Absence"),
        "week": _("Week"),
        "weekday": _("Day"),
        "start": _("From"),
        "end": _("Until"),
        "break_start": _("Break from"),
        "break_end": _("Break until"),
        "on_call": _("On call"),
        "user_id": _("Person"),
        "invite": _("Email an invitation now"),
        "invitation_id": _("Invitation"),
        "member_id": _("Member"),
        "membership_id": _("Time in the crew"),
        "title": _("Trade"),
        "phone": _("Phone"),
        "skill_id": _("Skill"),
        "certificate_id": _("Certificate"),
        "attendance_id": _("Working time"),
        "device_at": _("By the device's clock"),
        "breaks": _("Breaks"),
    }
)
