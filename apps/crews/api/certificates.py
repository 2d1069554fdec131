"""The papers that say who can do what, and until when."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.files import SCAN
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.api.skills import GAS_FITTING
from apps.crews.models import Certificate
from apps.crews.papers import expired, expiring, valid_on
from apps.crews.selectors import CERTIFICATE_WORDS, certificates_visible_to

router = Router()
CERTIFICATE = noun("certificate", "certificates", "Certificates")
NEWEST = Order("valid_from", descending=True, parse=date.fromisoformat)
ANA = "7a3f0e52-6b1d-4c8e-9f20-1d5b8c4a7e36"
LICENCE = "0b8c5d2e-9f41-4a67-8e3d-6c1f7a0b4d95"
KNOWN = {
    "level": 3,
    "number": "RI-G-20417",
    "valid_from": "2025-04-01",
    "valid_until": "2027-03-31",
}
show_how(
    {
        "certificate.add": {"member_id": ANA, "skill_id": GAS_FITTING, **KNOWN, "document_id": SCAN},
        "certificate.change": {"certificate_id": LICENCE, **KNOWN, "document_id": None, "version": 3},
        "certificate.withdraw": {"certificate_id": LICENCE, "reason": "The authority took it back"},
    }
)


class CertificateOut(RecordOut):
    """A member's skill, by whole days in the company's zone."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=LICENCE,
            member={"id": ANA, "name": "Ana Silva"},
            skill={"id": GAS_FITTING, "name": "Gas fitting"},
            **KNOWN,
            document={"id": SCAN, "name": "certificate.pdf"},
            withdrawn_at=None,
            withdrawn_reason="",
        )
    )

    member: NameOut
    skill: NameOut
    level: int = Field(description="From 1 to 5.")
    number: str
    valid_from: date
    valid_until: date | None = Field(description="The last day, included. Null: it does not expire.")
    document: NameOut | None = Field(description="`GET /files/{id}/content` gives its bytes.")
    withdrawn_at: datetime | None = Field(description="Since then it counts on no day.")
    withdrawn_reason: str

    @classmethod
    def of(cls, certificate: Certificate) -> "CertificateOut":
        """The certificate."""
        return cls(
            **record(certificate),
            member=NameOut(id=certificate.member.public_id, name=certificate.member.user.name),
            skill=NameOut.of(certificate.skill),
            level=certificate.level,
            number=certificate.number,
            valid_from=certificate.valid_from,
            valid_until=certificate.valid_until,
            document=NameOut.maybe(certificate.document),
            withdrawn_at=certificate.withdrawn_at,
            withdrawn_reason=certificate.withdrawn_reason,
        )


class CertificateShow(StrEnum):
    """The questions of the office's list, as of today: hold, end within 60 days, have ended; renewed ones left out."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"


SHOWN: dict[CertificateShow, Callable[["QuerySet[Certificate]", date], "QuerySet[Certificate]"]] = {
    CertificateShow.VALID: valid_on,
    CertificateShow.EXPIRING: expiring,
    CertificateShow.EXPIRED: expired,
}


class CertificateFilters(Listing):
    """Which certificates."""

    show: CertificateShow | None = None
    member: UUID | None = None
    skill: UUID | None = None
    holds_on: date | None = Field(None, description="Counts on that day of the company's time zone.")
    q: str = Field("", max_length=200, description="Words of the member's name, the skill or the number.")
    updated_since: Moment | None = None

    def narrow(self, rows: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
        """The certificates that were asked for."""
        rows = with_words(rows, self.q, CERTIFICATE_WORDS)
        rows = SHOWN[self.show](rows, timezone.localdate()) if self.show else rows
        rows = valid_on(rows, self.holds_on) if self.holds_on else rows
        return narrowed(
            rows,
            member__public_id=self.member,
            skill__public_id=self.skill,
            updated_at__gte=self.updated_since,
        )


def _certificates(actor: Actor) -> "QuerySet[Certificate]":
    return certificates_visible_to(actor).select_related("member__user", "skill", "document")


@router.get("/certificates", **CERTIFICATE.listing(CertificateOut))
def list_certificates(request: HttpRequest, asked: Query[CertificateFilters]) -> HttpResponse:
    """The latest first: the office all of them, a member their own."""
    return page(request, asked.narrow(_certificates(actor_of(request))), asked, NEWEST, CertificateOut.of)


@router.get("/certificates/{id}", **CERTIFICATE.detail(CertificateOut))
def read_certificate(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One certificate."""
    return one(request, _certificates(actor_of(request)), id, CertificateOut.of)


add_history(router, CERTIFICATE, certificates_visible_to)
