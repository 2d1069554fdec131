"""The tables of the work."""

from apps.jobs.models.assets import Asset
from apps.jobs.models.customers import Contact, Customer, Site
from apps.jobs.models.incidents import Incident
from apps.jobs.models.jobs import Job, JobSkill
from apps.jobs.models.requests import ServiceRequest, ServiceRequestFile
from apps.jobs.models.templates import JobTemplate
from apps.jobs.models.visits import Assignment, Visit

__all__ = [
    "Asset",
    "Assignment",
    "Contact",
    "Customer",
    "Incident",
    "Job",
    "JobSkill",
    "JobTemplate",
    "ServiceRequest",
    "ServiceRequestFile",
    "Site",
    "Visit",
]
