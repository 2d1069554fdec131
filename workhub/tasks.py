"""Celery's entry points of what the composition root does itself."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from workhub.request_mailbox import fetch

logger = logging.getLogger(__name__)


@shared_task
def fetch_requests(*_args: object, **_kwargs: object) -> None:
    """Read the mailbox of service requests. Rung by beat every five minutes where there is one; a row that beat keeps
    from before the setting was taken away rings for nothing."""
    if not settings.REQUESTS_MAILBOX:
        return
    for line in fetch(settings.REQUESTS_MAILBOX, now=timezone.now()):
        logger.info("%s", line)
