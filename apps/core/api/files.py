"""Files: brought first, then named by their id in the commands that put them with something."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, File, Router, UploadedFile
from pydantic import ConfigDict

from apps.core.actions.files import keep_file as keep
from apps.core.api.asking import actor_of
from apps.core.api.bodies import JSON
from apps.core.api.details import one
from apps.core.api.nouns import noun, place_of
from apps.core.api.shapes import RecordOut, example, record
from apps.core.errors import NotHere
from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.core.serving import served

router = Router()
FILE = noun("storedfile", "files", "Files", one="file")
SCAN = "c2b7e4d1-5a90-4f3e-8b16-7d0c9e2f5a48"
MULTIPART = "multipart/form-data"


class FileOut(RecordOut):
    """A file that is kept. `GET /files/{id}/content` gives its bytes."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=SCAN,
            name="certificate.pdf",
            content_type="application/pdf",
            size=48211,
            sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        )
    )

    name: str
    content_type: str = Field(description="By the file's own first bytes.")
    size: int = Field(description="Bytes.")
    sha256: str

    @classmethod
    def of(cls, stored: StoredFile) -> "FileOut":
        """The file."""
        return cls(
            **record(stored),
            name=stored.name,
            content_type=stored.content_type,
            size=stored.size,
            sha256=stored.sha256,
        )


@router.post(
    "/files",
    response={201: FileOut},
    operation_id="keep_file",
    summary="Bring a file",
    tags=[FILE.tag],
    openapi_extra={
        "requestBody": {"content": {MULTIPART: {"example": {"content": "(the bytes of certificate.pdf)"}}}},
        "x-refusals": ["NotAllowed"],
    },
)
def keep_file(request: HttpRequest, content: File[UploadedFile]) -> HttpResponse:
    """A PDF or a picture of at most 15 MB, as `multipart/form-data`. Until a command puts it with something, only who
    brought it sees it. The same PDF again from the same person is the same file; each picture is a file of its own, as
    the command that takes it draws it anew and drops what was brought."""
    stored = keep(actor=actor_of(request), now=timezone.now(), name=content.name or "", content=content, apart=True)
    response = HttpResponse(FileOut.of(stored).model_dump_json(), status=201, content_type=JSON)
    response["Location"] = place_of(stored.type_name(), stored.public_id)
    return response


@router.get("/files/{id}", **FILE.detail(FileOut))
def read_file(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """What is known of a file: for who may see something it belongs to, and who brought it."""
    return one(request, files_visible_to(actor_of(request)), id, FileOut.of)


@router.get(
    "/files/{id}/content",
    response={200: None},
    operation_id="read_file_content",
    summary="Download a file",
    tags=[FILE.tag],
    openapi_extra={
        "responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
    },
)
def read_file_content(request: HttpRequest, id: UUID) -> FileResponse:  # noqa: A002
    """Its bytes, with its own content type."""
    stored = files_visible_to(actor_of(request)).filter(public_id=id).first()
    if stored is None:
        raise NotHere
    return served(stored)
