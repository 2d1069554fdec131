"""The portal's pages about the work: my day, and the visit in hand."""

from apps.jobs.portal.views import act, today, today_list, visit, visit_parts

__all__ = ["act", "today", "today_list", "visit", "visit_parts"]
