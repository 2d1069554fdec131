"""The work as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Customers, sites, jobs, visits, incidents."""

    name = "apps.jobs"
    label = "jobs"
    verbose_name = "Work"
