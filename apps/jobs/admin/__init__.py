"""What the office sees of the work."""

from apps.jobs.admin import words
from apps.jobs.admin.customers import CustomerAdmin, SiteAdmin
from apps.jobs.admin.incidents import IncidentAdmin
from apps.jobs.admin.jobs import JobAdmin
from apps.jobs.admin.plans import MaintenancePlanAdmin, OccurrenceAdmin
from apps.jobs.admin.slots import ScheduledSlotAdmin
from apps.jobs.admin.visits import VisitAdmin

__all__ = [
    "CustomerAdmin",
    "IncidentAdmin",
    "JobAdmin",
    "MaintenancePlanAdmin",
    "OccurrenceAdmin",
    "ScheduledSlotAdmin",
    "SiteAdmin",
    "VisitAdmin",
    "words",
]
