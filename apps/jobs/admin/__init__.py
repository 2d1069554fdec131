"""What the office sees of the work."""

from apps.jobs.admin import words
from apps.jobs.admin.assets import AssetAdmin
from apps.jobs.admin.checklists import ChecklistAdmin
from apps.jobs.admin.contacts import ContactAdmin
from apps.jobs.admin.customers import CustomerAdmin, SiteAdmin
from apps.jobs.admin.documents import ManualAdmin
from apps.jobs.admin.evidence import PartAdmin, PhotoAdmin, SignatureAdmin, TimeEntryAdmin, VisitNoteAdmin
from apps.jobs.admin.incidents import IncidentAdmin
from apps.jobs.admin.jobs import JobAdmin
from apps.jobs.admin.plans import MaintenancePlanAdmin, OccurrenceAdmin
from apps.jobs.admin.requests import ServiceRequestAdmin
from apps.jobs.admin.slots import ScheduledSlotAdmin
from apps.jobs.admin.templates import JobTemplateAdmin
from apps.jobs.admin.visits import VisitAdmin

__all__ = [
    "AssetAdmin",
    "ChecklistAdmin",
    "ContactAdmin",
    "CustomerAdmin",
    "IncidentAdmin",
    "JobAdmin",
    "JobTemplateAdmin",
    "MaintenancePlanAdmin",
    "ManualAdmin",
    "OccurrenceAdmin",
    "PartAdmin",
    "PhotoAdmin",
    "ScheduledSlotAdmin",
    "ServiceRequestAdmin",
    "SignatureAdmin",
    "SiteAdmin",
    "TimeEntryAdmin",
    "VisitAdmin",
    "VisitNoteAdmin",
    "words",
]
