"""Reads a mailbox (IMAP) whose emails become service requests."""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import unquote, urlsplit

from apps.core.errors import DomainError, TryAgain
from workhub.request_mail import receive

logger = logging.getLogger(__name__)
IMAP, IMAPS = 143, 993  # ports
PATIENCE = 30  # seconds the server may take for one answer
AT_ONCE = 100  # emails of one run; the next run goes on


def fetch(address: str, *, now: datetime) -> Iterator[str]:
    """Take in what nobody has read, and say a line about each. Each is marked as read only when its request is kept, so
    that a crash in between does it again, and again is the same request; so does one that only met another change.
    What cannot be read is marked as read and flagged, for a person to look at.

    Args:
        address: imaps://user:password@host:port/folder; imap:// begins in the open and turns to TLS.

    Raises:
        OSError, imaplib.IMAP4.error: the server cannot be reached, or refuses.
    """
    with _opened(address) as box:
        _said, found = box.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split()[:AT_ONCE]:
            yield _taken_in(box, uid.decode(), now)


def _taken_in(box: imaplib.IMAP4, uid: str, now: datetime) -> str:
    _said, parts = box.uid("FETCH", uid, "(BODY.PEEK[])")
    content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    try:
        asked = receive(content, now=now)
    except TryAgain as error:
        return f"{uid}: {error.message}"
    except DomainError as error:
        box.uid("STORE", uid, "+FLAGS", r"(\Seen \Flagged)")
        return f"{uid}: {error.message}"
    box.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    return f"{uid}: {asked.code if asked else 'sent by a machine, left out'}"


@contextmanager
def _opened(address: str) -> Iterator[imaplib.IMAP4]:
    parts, context = urlsplit(address), ssl.create_default_context()
    host = parts.hostname or ""
    box: imaplib.IMAP4
    if parts.scheme == "imaps":
        box = imaplib.IMAP4_SSL(host, parts.port or IMAPS, ssl_context=context, timeout=PATIENCE)
    else:
        box = imaplib.IMAP4(host, parts.port or IMAP, timeout=PATIENCE)
        box.starttls(context)
    with box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        said, _count = box.select('"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"')
        if said != "OK":
            raise imaplib.IMAP4.error(f"There is no folder {folder} in the mailbox.")
        yield box
