"""The tables of the work."""

from apps.jobs.models.customers import Customer, Site
from apps.jobs.models.incidents import Incident
from apps.jobs.models.jobs import Job, JobSkill
from apps.jobs.models.visits import Assignment, Visit

__all__ = ["Assignment", "Customer", "Incident", "Job", "JobSkill", "Site", "Visit"]
