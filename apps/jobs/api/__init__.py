"""The work in the API: customers, contacts, sites, assets, service requests, jobs, visits, incidents."""

from ninja import Router

from apps.jobs.api import assets, candidates, contacts, customers, incidents, jobs, needs, requests, sites, visits

router = Router()
for part in (customers, contacts, sites, assets, requests, jobs, visits, needs, candidates, incidents):
    router.add_router("", part.router)
