"""The work in the API: customers, contacts, sites, assets, jobs, visits, incidents, maintenance plans."""

from ninja import Router

from apps.jobs.api import (
    assets,
    candidates,
    checklists,
    contacts,
    customers,
    evidence,
    incidents,
    jobs,
    needs,
    plans,
    review,
    sites,
    templates,
    visits,
)

router = Router()
for part in (
    *(customers, contacts, sites, assets, templates, jobs, review, visits, needs, checklists, candidates, incidents),
    *(evidence, plans),
):
    router.add_router("", part.router)
