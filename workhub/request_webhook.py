"""Emails that an email service hands in (django-anymail's inbound webhooks) become service requests."""

import logging
from typing import Any

from anymail.signals import inbound
from django.utils import timezone

from apps.core.errors import DomainError, TryAgain
from workhub.request_mail import receive

logger = logging.getLogger(__name__)


def take_in(event: Any, **_more: object) -> None:
    """One email. What cannot be read is logged and done with: the service would only hand it in again.

    Raises:
        TryAgain: it met another change; the service hands it in again.
    """
    try:
        receive(event.message.as_bytes(), now=timezone.now())
    except TryAgain:
        raise
    except DomainError as error:
        logger.warning("an email handed in by %s was left out: %s", event.esp_name, error.message)


# The library's own door; whatever happens then goes through a command and its event.
inbound.connect(take_in)
