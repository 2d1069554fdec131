"""What was done about people, in words."""

from django.utils.translation import gettext_lazy as _

from apps.core.admin import words

words.tell(
    {
        ("user.add", "user.added"): _("%(who)s added %(it)s"),
        ("user.change", "user.changed"): _("%(who)s changed %(it)s"),
        ("user.deactivate", "user.deactivated"): _("%(who)s deactivated %(it)s"),
        ("user.reactivate", "user.reactivated"): _("%(who)s reactivated %(it)s"),
        ("crew.add", "crew.added"): _("%(who)s added crew %(it)s"),
        ("crew.change", "crew.changed"): _("%(who)s changed crew %(it)s"),
        ("crew.join", "crew.joined"): _("%(who)s put %(it)s together"),
        ("crew.leave", "crew.left"): _("%(who)s ended %(it)s"),
        ("crew.manage", "crew.managed"): _("%(who)s gave crew %(it)s a manager"),
        ("crew.unmanage", "crew.unmanaged"): _("%(who)s took crew %(it)s from a manager"),
        ("member.change", "member.changed"): _("%(who)s changed what is known of %(it)s"),
    }
)
words.call(
    {
        "user_id": _("Person"),
        "member_id": _("Member"),
        "membership_id": _("Time in the crew"),
        "title": _("Trade"),
        "phone": _("Phone"),
    }
)
