"""The work in the API: customers, contacts, sites, assets, jobs, visits, incidents, evidence."""

from ninja import Router

from apps.jobs.api import assets, candidates, contacts, customers, evidence, incidents, jobs, needs, sites, visits

router = Router()
for part in (customers, contacts, sites, assets, jobs, visits, needs, candidates, incidents, evidence):
    router.add_router("", part.router)
