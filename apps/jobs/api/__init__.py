"""The work in the API: customers, contacts, sites, assets, service requests, jobs, visits, incidents,
maintenance plans."""

from ninja import Router

from apps.jobs.api import (
    assets,
    candidates,
    checklists,
    contacts,
    customers,
    documents,
    evidence,
    incidents,
    jobs,
    needs,
    plans,
    requests,
    review,
    sites,
    templates,
    visits,
)

router = Router()
for part in (
    *(customers, contacts, sites, assets, requests, templates, jobs, review, visits, needs, checklists, candidates),
    *(incidents, evidence, plans, documents),
):
    router.add_router("", part.router)
