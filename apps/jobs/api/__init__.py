"""The work in the API: customers, sites, jobs, visits, incidents."""

from ninja import Router

from apps.jobs.api import customers, incidents, jobs, needs, sites, visits

router = Router()
for part in (customers, sites, jobs, visits, needs, incidents):
    router.add_router("", part.router)
