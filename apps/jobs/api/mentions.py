"""How rows of the work are mentioned by others, and the ids that the document's examples share."""

from uuid import UUID

from ninja import Schema

from apps.jobs.models import Job, Site, Visit

BAKERY = "a1d7c3f4-8e52-4b09-9f6a-3c0d5e7b2a18"
OAK_ST = "5b2e9d60-7c41-4f3a-8a95-1e6f0d8c4b27"
BOILER = "e7c40b95-2a6d-4d18-b3f0-9a5c1d7e8f62"
FIRST_TRIP = "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60"
YEARLY = "b4e1c7d9-2f60-4a83-9c15-6d8e0a3f7b42"
BURNER = "2d8f6a41-93c7-4e5b-b1d0-7f3a9c5e2b64"
GAS = "f3f7d1c2-8a35-4b8c-a8a1-2b6d4e9f0c11"
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"


class SiteMentioned(Schema):
    """Where."""

    id: UUID
    name: str
    address: str

    @classmethod
    def of(cls, site: Site) -> "SiteMentioned":
        """The site."""
        return cls(id=site.public_id, name=site.name, address=site.address)


class JobMentioned(Schema):
    """For which job."""

    id: UUID
    code: str
    title: str

    @classmethod
    def of(cls, job: Job) -> "JobMentioned":
        """The job."""
        return cls(id=job.public_id, code=job.code, title=job.title)


class VisitMentioned(Schema):
    """On which visit."""

    id: UUID
    code: str

    @classmethod
    def of(cls, visit: Visit) -> "VisitMentioned":
        """The visit; its job is at hand."""
        return cls(id=visit.public_id, code=visit.code)


AT_OAK_ST = {"id": OAK_ST, "name": "Oak St", "address": "12 Oak St"}
FOR_THE_BAKERY = {"id": BAKERY, "name": "Harbor Bakery"}
THE_JOB = {"id": BOILER, "code": "WH-1042", "title": "Boiler service"}
