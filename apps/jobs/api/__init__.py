"""The work in the API: customers, sites, jobs, visits, incidents."""

from ninja import Router

from apps.jobs.api import candidates, customers, incidents, jobs, needs, review, sites, visits

router = Router()
for part in (customers, sites, jobs, review, visits, needs, candidates, incidents):
    router.add_router("", part.router)
