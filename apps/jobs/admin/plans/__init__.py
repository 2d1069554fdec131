"""What the office sees of maintenance plans."""

from apps.jobs.admin.plans.dates import OccurrenceAdmin
from apps.jobs.admin.plans.pages import MaintenancePlanAdmin

__all__ = ["MaintenancePlanAdmin", "OccurrenceAdmin"]
