"""The work in the API: customers, contacts, sites, assets, jobs, visits, incidents."""

from ninja import Router

from apps.jobs.api import (
    assets,
    candidates,
    checklists,
    contacts,
    customers,
    incidents,
    jobs,
    needs,
    sites,
    templates,
    visits,
)

router = Router()
for part in (customers, contacts, sites, assets, templates, jobs, visits, needs, checklists, candidates, incidents):
    router.add_router("", part.router)
