"""The forms in front of deciding about a service request."""

from typing import Any

from apps.core.admin.forms import ArgumentsForm
from apps.jobs.models import ServiceRequest
from apps.jobs.selectors import templates_visible_to
from apps.jobs.states import ServiceRequestStatus


class ConvertForm(ArgumentsForm):
    """What is known of the request stands in it already."""

    def add_fields(self) -> None:
        """Title, urgency and place as they were told; templates that are in use."""
        super().add_fields()
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


class DuplicateForm(ArgumentsForm):
    """The others that were not themselves asked before."""

    def add_fields(self) -> None:
        """Without this request, and without those that lead to another one."""
        super().add_fields()
        first: Any = self.fields["duplicate_of_id"]
        others = first.queryset.exclude(status=ServiceRequestStatus.DUPLICATE)
        first.queryset = others.exclude(pk=self.row.pk) if self.row is not None else others
