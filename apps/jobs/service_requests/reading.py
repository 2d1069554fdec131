"""Who sees service requests and their files."""

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.models import StoredFile
from apps.core.selectors import is_of_the_office
from apps.jobs.models import ServiceRequest, ServiceRequestFile
from apps.jobs.selectors import jobs_visible_to
from apps.jobs.states import ServiceRequestStatus


def service_requests_visible_to(actor: Actor) -> QuerySet[ServiceRequest]:
    """All of them for the office and API clients: who asks belongs to no crew yet. For others none."""
    return ServiceRequest.objects.all() if is_of_the_office(actor) else ServiceRequest.objects.none()


@files_of
def files_of_service_requests(actor: Actor) -> QuerySet[StoredFile]:
    """What came with the requests in sight, and with those that the jobs in sight were made of."""
    seen = Q(request__in=service_requests_visible_to(actor)) | Q(request__job__in=jobs_visible_to(actor))
    return StoredFile.objects.filter(pk__in=ServiceRequestFile.objects.filter(seen).values("file"))


def waiting_for_office(requests: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Those that nobody has answered or decided."""
    return requests.filter(status=ServiceRequestStatus.NEW)
