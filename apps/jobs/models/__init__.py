"""The tables of the work."""

from apps.jobs.models.assets import Asset
from apps.jobs.models.checklists import (
    AnswerFile,
    Checklist,
    ChecklistAnswer,
    ChecklistRun,
    ChecklistVersion,
    JobChecklist,
    TemplateChecklist,
)
from apps.jobs.models.customers import Contact, Customer, Site
from apps.jobs.models.documents import Manual, ManualPage
from apps.jobs.models.evidence import Part, Photo, Signature, TimeCorrection, TimeEntry, VisitNote
from apps.jobs.models.incidents import Incident
from apps.jobs.models.jobs import Job, JobSkill
from apps.jobs.models.plans import MaintenancePlan, Occurrence, PlanRule
from apps.jobs.models.requests import ServiceRequest, ServiceRequestAnswer, ServiceRequestFile
from apps.jobs.models.service_reports import ServiceReport
from apps.jobs.models.templates import JobTemplate, TemplateSkill
from apps.jobs.models.visits import Assignment, Visit

__all__ = [
    "AnswerFile",
    "Asset",
    "Assignment",
    "Checklist",
    "ChecklistAnswer",
    "ChecklistRun",
    "ChecklistVersion",
    "Contact",
    "Customer",
    "Incident",
    "Job",
    "JobChecklist",
    "JobSkill",
    "JobTemplate",
    "MaintenancePlan",
    "Manual",
    "ManualPage",
    "Occurrence",
    "Part",
    "Photo",
    "PlanRule",
    "ServiceReport",
    "ServiceRequest",
    "ServiceRequestAnswer",
    "ServiceRequestFile",
    "Signature",
    "Site",
    "TemplateChecklist",
    "TemplateSkill",
    "TimeCorrection",
    "TimeEntry",
    "Visit",
    "VisitNote",
]
