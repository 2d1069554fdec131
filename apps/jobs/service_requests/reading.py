"""Who sees service requests and their files."""

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.models import StoredFile
from apps.core.selectors import is_of_the_office, sees_all
from apps.jobs.models import ServiceRequest, ServiceRequestFile
from apps.jobs.selectors import customers_visible_to, jobs_visible_to, sites_visible_to
from apps.jobs.states import ServiceRequestStatus


def service_requests_visible_to(actor: Actor) -> QuerySet[ServiceRequest]:
    """All of them for who sees all. For managers those that belong to nobody yet, and those about a site or customer
    in their sight. For others none."""
    if sees_all(actor):
        return ServiceRequest.objects.all()
    if not is_of_the_office(actor):
        return ServiceRequest.objects.none()
    nobodys = Q(site=None, customer=None)
    of_customers = Q(site=None, customer__in=customers_visible_to(actor))
    return ServiceRequest.objects.filter(nobodys | of_customers | Q(site__in=sites_visible_to(actor)))


@files_of
def files_of_service_requests(actor: Actor) -> QuerySet[StoredFile]:
    """What came with the requests in sight, and with those that the jobs in sight were made of."""
    seen = Q(request__in=service_requests_visible_to(actor)) | Q(request__job__in=jobs_visible_to(actor))
    return StoredFile.objects.filter(pk__in=ServiceRequestFile.objects.filter(seen).values("file"))


def waiting_for_office(requests: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Those that nobody has answered or decided."""
    return requests.filter(status=ServiceRequestStatus.NEW)
