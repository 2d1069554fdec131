"""Where a search for work looks. Each table keeps its own words (`words`, by trigger); a row's search looks as well
among the rows it belongs to, so that a customer who is renamed is found by the new name at once, with one row written.
"""

import re
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from apps.core.searching import Match, among, found_by
from apps.crews.models import Member
from apps.jobs.models import Asset, Assignment, Contact, Customer, Incident, Job, ServiceRequest, Site, Visit

R = TypeVar("R", bound=Model)
TRIP = re.compile(r"\b(WH-\d+)/\d+", re.IGNORECASE)  # WH-1042/2, the second visit of WH-1042
CODE = re.compile(r"WH-(\d{1,9})", re.IGNORECASE)


def customers_found(rows: QuerySet[Customer], typed: str) -> QuerySet[Customer]:
    """By name, phone or address, their own or of their contacts and sites."""
    return found_by(rows, typed, _customer)


def sites_found(rows: QuerySet[Site], typed: str) -> QuerySet[Site]:
    """By name and address, and by their customer."""
    return found_by(rows, typed, lambda word: Q(Match(word)) | among("customer", Customer.objects.filter(Match(word))))


def assets_found(rows: QuerySet[Asset], typed: str) -> QuerySet[Asset]:
    """By name, serial, and where they stand."""
    return found_by(rows, typed, lambda word: Q(Match(word)) | among("site", *_sites(word)))


def contacts_found(rows: QuerySet[Contact], typed: str) -> QuerySet[Contact]:
    """By name, phone and address, and by their customer and site."""
    return found_by(
        rows,
        typed,
        lambda word: (
            Q(Match(word))
            | among("customer", Customer.objects.filter(Match(word)))
            | among("site", Site.objects.filter(Match(word)))
        ),
    )


def jobs_found(rows: QuerySet[Job], typed: str) -> QuerySet[Job]:
    """By number and title, and by their site, customer and asset."""
    return found_by(rows, typed, _job)


def visits_found(rows: QuerySet[Visit], typed: str) -> QuerySet[Visit]:
    """As their jobs, and by who goes."""
    return found_by(rows, TRIP.sub(r"\1", typed), _visit)


def incidents_found(rows: QuerySet[Incident], typed: str) -> QuerySet[Incident]:
    """By number and what was reported, by their site, and by the number of their job."""
    return found_by(rows, TRIP.sub(r"\1", typed), _incident)


def requests_found(rows: QuerySet[ServiceRequest], typed: str) -> QuerySet[ServiceRequest]:
    """By number, by what was asked and by whom, and by their site, customer and job."""
    return found_by(rows, typed, _request)


def _customer(word: str) -> Q:
    sites, contacts = (model.objects.filter(Match(word)).values("customer") for model in (Site, Contact))
    return Q(Match(word)) | Q(pk__in=sites) | Q(pk__in=contacts)


def _sites(word: str) -> "tuple[QuerySet[Site], ...]":
    customers = Customer.objects.filter(Match(word)).values("pk")
    return Site.objects.filter(Match(word)), Site.objects.filter(customer__in=customers)


def _job(word: str) -> Q:
    if CODE.fullmatch(word):
        return Q(Match(word))
    return Q(Match(word)) | among("site", *_sites(word)) | among("asset", Asset.objects.filter(Match(word)))


def _visit(word: str) -> Q:
    of_jobs = Q(job__in=Job.objects.filter(_job(word)).values("pk"))
    members = list(Member.objects.filter(user__name__icontains=word).values_list("pk", flat=True)[:200])
    if not members:
        return of_jobs
    return of_jobs | Q(pk__in=Assignment.objects.filter(member__in=members).values("visit"))


def _incident(word: str) -> Q:
    if code := CODE.fullmatch(word):
        return Q(visit__job__number=int(code[1]))
    return Q(Match(word)) | among("site", *_sites(word))


def _request(word: str) -> Q:
    if code := CODE.fullmatch(word):
        return Q(job__number=int(code[1]))
    return Q(Match(word)) | among("site", *_sites(word)) | among("customer", Customer.objects.filter(Match(word)))
