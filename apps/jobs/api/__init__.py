"""The work in the API: customers, sites, jobs, visits, incidents."""

from ninja import Router

from apps.jobs.api import candidates, customers, incidents, jobs, needs, plans, sites, visits

router = Router()
for part in (customers, sites, jobs, visits, needs, candidates, incidents, plans):
    router.add_router("", part.router)
