"""An email becomes a service request."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.actions.files import keep_file_from_outside
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput
from apps.jobs.actions import receive_answer, receive_service_request
from apps.jobs.actions.requests import MOST_FILES
from apps.jobs.models import ServiceRequest
from apps.jobs.service_requests.answering import answered_request
from workhub.outside_files import attached

LONGEST_TEXT = 8000
SKIPPED = ("script", "style", "head", "title")
# What programs write above the email they answer, perhaps broken over two lines.
QUOTED = re.compile(
    r"^(?:On [^\n]{5,200}(?:\n[^\n]{0,100})? wrote:"
    r"|Am [^\n]{5,200}(?:\n[^\n]{0,100})? schrieb [^\n]{1,200}:"
    r"|-{3,} ?Original Message ?-{3,})$",
    re.M,
)
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# What the library raises on what is no email; RecursionError: parts in parts without end.
UNREADABLE = (
    ValidationError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    MessageError,
)
BREAKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class Mail:
    """What an email says. `files`: name and content; `sent_to`: every address it was sent or delivered to."""

    message_id: str
    name: str
    address: str
    subject: str
    text: str
    files: list[tuple[str, bytes]]
    by_a_machine: bool
    sent_to: list[str]


class _Words(HTMLParser):
    """The words of a page, a line for each paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.skipping += tag in SKIPPED
        if tag in BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in SKIPPED and self.skipping > 0

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.found.append(" ".join(data.split()) + " " if data.strip() else " ")


def read(content: bytes) -> Mail:
    """What an email says, from its bytes.

    Raises:
        BadInput: it cannot be read, or nobody sent it.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        name, address = parseaddr(str(message.get("From", "")))
        validate_email(address)
        files = [(part.get_filename() or "", _bytes(part)) for part in _attached(message)]
        own = str(message.get("Message-ID", "")).strip() or f"<{hashlib.sha256(content).hexdigest()}@no-id>"
        subject = " ".join(str(message.get("Subject", "")).split())
        machine, sent_to = _is_by_a_machine(message), _sent_to(message)
        return Mail(own[:250], name[:160], address, subject[:200], _text(message), files, machine, sent_to)
    except UNREADABLE:
        raise BadInput(_("This email cannot be read."), code="unreadable_mail") from None


def _sent_to(message: EmailMessage) -> list[str]:
    named = (str(value) for name in RECIPIENTS for value in message.get_all(name, []))
    return [address for _name, address in getaddresses(list(named))]


def _attached(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.iter_attachments() if not part.is_multipart()]


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = str(body.get_content())
    if body.get_content_subtype() == "html":
        words = _Words()
        words.feed(text.replace("<![", "<! "))  # the parser knows few of Word's own marks; to browsers all are comments
        words.close()
        lines = (" ".join(line.split()) for line in "".join(words.found).splitlines())
        text = "\n".join(line for line in lines if line)
    return text.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]


def _is_by_a_machine(message: EmailMessage) -> bool:
    """Whether it is an automatic answer, a bounce, or a list's: nobody waits for it (RFC 3834)."""
    if str(message.get("Auto-Submitted", "no")).lower().strip() != "no":
        return True
    if str(message.get("Precedence", "")).lower().strip() in ("bulk", "junk", "list", "auto_reply"):
        return True
    return str(message.get("Return-Path", "")).strip() == "<>" or message.get_content_type() == "multipart/report"


def receive(content: bytes, *, now: datetime) -> ServiceRequest | None:
    """Make a request of an email, or put it with the request it answers; None when a machine sent it. The same email
    again changes nothing.

    A file that cannot be kept is named in the text, so that somebody can ask for it.

    Raises:
        BadInput: it cannot be read.
    """
    mail = read(content)
    if mail.by_a_machine:
        return None
    if (known := _known(mail.message_id)) is not None:
        return known
    return _received(mail, _as_kept(mail), now)


@transaction.atomic
def _received(mail: Mail, files: "list[Attached]", now: datetime) -> ServiceRequest:
    kept, left_out = _kept(files, now)
    actor = Actor(None, Via.EMAIL)
    answered = answered_request(sent_to=mail.sent_to, subject=mail.subject, sender=mail.address)
    if answered is not None:
        text = "\n".join([without_quote(mail.text), *left_out]).strip()[:LONGEST_TEXT]
        return receive_answer(
            actor=actor,
            now=now,
            service_request_id=answered.public_id,
            text=text,
            address=mail.address,
            message_id=mail.message_id,
            file_keys=kept,
        )
    return receive_service_request(
        actor=actor,
        now=now,
        title=mail.subject or " ".join(mail.text.split())[:80] or _("Email without words"),
        text="\n".join([mail.text, *left_out]).strip()[:LONGEST_TEXT],
        contact_name=mail.name,
        contact_email=mail.address,
        message_id=mail.message_id,
        file_keys=kept,
    )


def _known(message_id: str) -> ServiceRequest | None:
    """The request that this very email made or was put with."""
    seen = Q(message_id=message_id) | Q(answers__message_id=message_id)
    return ServiceRequest.objects.filter(seen).first()


Attached = tuple[str, "ContentFile[bytes] | BadInput"]  # its name, and what is kept of it or why nothing is


def _as_kept(mail: Mail) -> list[Attached]:
    """Before the transaction: drawing takes seconds, in which the feed would wait for it."""
    files: list[Attached] = []
    good = 0
    for name, data in mail.files:
        try:
            if good == MOST_FILES:
                raise BadInput(_("Too many files."))
            files.append((name, attached(name, data)))
            good += 1
        except BadInput as error:
            files.append((name, error))
    return files


def _kept(files: list[Attached], now: datetime) -> tuple[tuple[int, ...], list[str]]:
    """The keys of the files kept, and what is said of the others."""
    kept: list[int] = []
    left_out: list[str] = []
    for name, file in files:
        try:
            if isinstance(file, BadInput):
                raise file
            kept.append(keep_file_from_outside(now=now, name=file.name or "", content=file).pk)
        except BadInput as error:
            left_out.append(f"{name or _('file')}: {error.message}")
    return tuple(kept), [_("Not kept:"), *left_out] if left_out else []


def without_quote(text: str) -> str:
    """What is new in an answer, without the email it answers below it. All of it when all is quoted."""
    new = QUOTED.split(text, maxsplit=1)[0]
    lines = [line for line in new.splitlines() if not line.startswith(">")]
    return "\n".join(lines).strip() or text
