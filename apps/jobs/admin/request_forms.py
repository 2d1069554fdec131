"""The forms in front of deciding about a service request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core.admin.forms import ArgumentsForm
from apps.jobs.models import ServiceRequest
from apps.jobs.selectors import templates_visible_to
from apps.jobs.states import ServiceRequestStatus

NEW_PLACE = (
    ("customer_name", _("New customer"), 160, _("Only where the customer is not known yet: the name.")),
    ("site_name", _("New site"), 160, _("Only where the site is not known yet; empty: its address.")),
    ("site_address", _("Address of the new site"), 300, ""),
)


class ConvertForm(ArgumentsForm):
    """What is known of the request stands in it already."""

    def add_fields(self) -> None:
        """Title, urgency and place as they were told; templates that are in use."""
        super().add_fields()
        for name, label, most, helped in NEW_PLACE:
            widget = UnfoldAdminTextInputWidget()
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=most, help_text=helped, widget=widget
            )
        self.fields["duration_minutes"].help_text = _("Empty: as the template says, else 60.")
        template: Any = self.fields["template_id"]
        template.queryset = templates_visible_to(self.actor).filter(retired_at=None)
        if isinstance(self.row, ServiceRequest):
            told: dict[str, Any] = {
                "title": self.row.title,
                "priority": self.row.urgency,
                "site_id": self.row.site,
                "site_address": "" if self.row.site else self.row.address,
            }
            self.initial.update(told)

    def _own_arguments(self) -> dict[str, Any]:
        """Without the address that stood there, once a site is chosen."""
        told = super()._own_arguments()
        if told.get("site_id") and isinstance(self.row, ServiceRequest) and told["site_address"] == self.row.address:
            del told["site_address"]
        return told


class DuplicateForm(ArgumentsForm):
    """The others that were not themselves asked before."""

    def add_fields(self) -> None:
        """Without this request, and without those that lead to another one."""
        super().add_fields()
        first: Any = self.fields["duplicate_of_id"]
        others = first.queryset.exclude(status=ServiceRequestStatus.DUPLICATE)
        first.queryset = others.exclude(pk=self.row.pk) if self.row is not None else others
