"""What customers ask for, in tests."""

import io
from typing import Any

from PIL import Image

from apps.core.actor import Actor, Via
from apps.jobs.actions import add_service_request
from apps.jobs.models import ServiceRequest
from apps.jobs.states import Priority
from tests.conftest import NOW, Cast

BY_FORM, BY_EMAIL = Actor(None, Via.CUSTOMER), Actor(None, Via.EMAIL)
ASKED: dict[str, Any] = {
    "title": " The boiler leaks ",
    "text": "Since Monday, below the valve.",
    "contact_name": "Rosa Mendes",
    "contact_email": "rosa@harbor.example.com",
    "contact_phone": "555 0107",
}


def asked_by_phone(cast: Cast, **more: Any) -> ServiceRequest:
    """What Rosa asks for, as Dana wrote it down."""
    return add_service_request(**{"actor": cast.office(), "now": NOW, "urgency": Priority.HIGH, **ASKED, **more})


def photo(width: int = 40, height: int = 30, kind: str = "JPEG") -> bytes:
    """A picture that says where it was taken, as phones write it."""
    where = Image.Exif()
    where.get_ifd(0x8825).update({1: "N", 2: (41.0, 49.0, 0.0), 3: "W", 4: (71.0, 24.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (width, height), "orange").save(out, kind, exif=where)
    return out.getvalue()


def says_where(content: bytes) -> bool:
    """Whether a picture tells where it was taken, or anything else beside itself."""
    with Image.open(io.BytesIO(content)) as picture:
        return bool(dict(picture.getexif())) or "exif" in picture.info
