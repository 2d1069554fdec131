"""The portal's pages about the work: my day, and the visit in hand."""

from apps.jobs.portal.crew_views import crew, crew_list
from apps.jobs.portal.views import act, today, today_list, visit, visit_parts

__all__ = ["act", "crew", "crew_list", "today", "today_list", "visit", "visit_parts"]
