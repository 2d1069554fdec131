"""Which service request an email answers: by the address it was sent to, else by the number in its subject."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from apps.jobs.models import ServiceRequest

# Small letters only: mail servers may fold the part before the @.
SIGNED = re.compile(r"\+wh-r-(\d{1,9})-([0-9a-f]{16})@", re.IGNORECASE)
NUMBER = re.compile(r"\bWH-R-(\d{1,9})\b", re.IGNORECASE)


def answer_address(request: ServiceRequest) -> str:
    """Where answers about it go: the company's address for requests with a sign that nobody can guess; empty when
    there is no such address."""
    local, at, domain = settings.REQUESTS_ADDRESS.partition("@")
    return f"{local}+wh-r-{request.number}-{_sign(request.number)}@{domain}" if at else ""


def answered_request(*, sent_to: Iterable[str], subject: str, sender: str) -> ServiceRequest | None:
    """The request meant, or None. Its signed address is believed from anybody, who then was shown it; the number alone
    only from whoever asked."""
    for address in sent_to:
        found = SIGNED.search(address)
        if found and constant_time_compare(found[2].lower(), _sign(int(found[1]))):
            return ServiceRequest.objects.filter(number=int(found[1])).first()
    numbers = [int(number) for number in NUMBER.findall(subject)]
    asked = ServiceRequest.objects.filter(number__in=numbers, contact_email__iexact=sender)
    return asked.exclude(contact_email="").order_by("number").first()


def _sign(number: int) -> str:
    return salted_hmac("service-request-answer", str(number), algorithm="sha256").hexdigest()[:16]
