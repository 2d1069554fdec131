"""Files that somebody brought, for tests of what shows that work was done."""

from uuid import UUID

from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus
from tests.conftest import NOW
from tests.core.test_pictures import photo


def bring(actor: Actor, content: bytes = b"") -> UUID:
    """A photo, or the bytes given."""
    file = ContentFile(content or photo().getvalue())
    return keep_file(actor=actor, now=NOW, name="seal.jpg", content=file).public_id


def lock_record(visit: Visit, status: JobStatus = JobStatus.IN_REVIEW) -> None:
    """The review of the job has begun, or is over."""
    Job.objects.filter(pk=visit.job_id).update(status=status)
