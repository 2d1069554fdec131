"""Who one speaks to at customers."""

from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.naming import named
from apps.core.admin.verbs import only_when
from apps.core.markup import NOTHING, moment
from apps.jobs.admin.customers import mail_link, paragraph, phone_link
from apps.jobs.admin.finding import ByWords
from apps.jobs.models import Contact
from apps.jobs.searching import contacts_found
from apps.jobs.selectors import contacts_visible_to

STANDS = only_when(lambda contact: contact.retired_at is None, _("Nobody speaks to this contact any more."))


@admin.register(Contact)
class ContactAdmin(ByWords, ActionModelAdmin):
    """Somebody to speak to."""

    rows = staticmethod(contacts_visible_to)
    add_command = "contact.add"
    change_command = "contact.change"
    add_label = _("Add a contact")
    list_display = ("name", "role", "phone", "email", "customer_link", "site_link")
    list_select_related = ("customer", "site")
    list_filter = ("role",)
    autocomplete_fields = ("customer", "site")
    found = staticmethod(contacts_found)
    search_help_text = _("A name, a number, a customer, a site")
    ordering = ("name",)
    verbs = (Verb("contact.retire", _("Stop using"), "person_off", why_not=STANDS, asks=False, dangerous=True),)
    live_on = "contact"
    empty = _("Contacts will be here: who to call about work at a site. Add one from a customer's page.")

    @staticmethod
    def change_why_not(row: Any, actor: Actor) -> str:
        """What is over stays as it was."""
        return STANDS(row, actor)

    @admin.display(description=_("customer"), ordering="customer__name")
    def customer_link(self, contact: Contact) -> SafeString:
        """At whom."""
        return named(contact.customer)

    @admin.display(description=_("site"), ordering="site__name")
    def site_link(self, contact: Contact) -> SafeString:
        """For which site, or for all."""
        return named(contact.site) if contact.site else NOTHING

    def facts(self, row: Contact) -> Facts:
        """How to reach them, and for what."""
        return [
            (_("Customer"), named(row.customer)),
            (_("Site"), named(row.site) if row.site else _("all of them")),
            (_("What for"), row.get_role_display()),
            (_("Phone"), phone_link(row.phone)),
            (_("Email"), mail_link(row.email)),
            (_("Notes"), paragraph(row.notes)),
            (_("Not asked any more since"), moment(row.retired_at) if row.retired_at else NOTHING),
        ]
