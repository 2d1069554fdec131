"""The portal's pages about the work: my day, the visit in hand, and the equipment there."""

from apps.jobs.portal.checklists import preview as checklist_preview
from apps.jobs.portal.crew_views import crew, crew_list
from apps.jobs.portal.places import asset, sticker
from apps.jobs.portal.proving import evidence
from apps.jobs.portal.views import act, answer, today, today_list, visit, visit_parts

__all__ = [
    "act",
    "answer",
    "asset",
    "checklist_preview",
    "crew",
    "crew_list",
    "evidence",
    "sticker",
    "today",
    "today_list",
    "visit",
    "visit_parts",
]
