"""Takes secrets out of texts that leave the process: logs and error reports."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

from pydantic_settings import BaseSettings

HIDDEN = "[hidden]"
SECRET_NAME = re.compile(r"KEY|SECRET|PASSWORD|TOKEN|DSN")
SECRET_KEY = re.compile(r"(?i)authorization|(set-)?cookies?|.*(password\d?|secret|secret_key|api_?key|ticket|token)")
SHORTEST = 6  # characters; a shorter word may be anything

# What stands between a name and its value in text, JSON and Python's repr.
_IS = r"[\\\"']*\s*[:=]\s*(?:b[\"'])?[\\\"']*"
_VALUE = r"[^\s\\\"'&;,}\]]+"
PATTERNS = [
    (re.compile(rf"(?i)\b((?:proxy-)?authorization{_IS})(?:[a-z]+\s+)?{_VALUE}"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {HIDDEN}"),
    (re.compile(rf"(?i)((?:sessionid|csrftoken|csrfmiddlewaretoken|messages){_IS}){_VALUE}"), rf"\1{HIDDEN}"),
    (
        re.compile(
            rf"(?i)((?:password\d?|passwd|secret|secret_key|ticket|token|api[_-]?key|x-session-token){_IS}){_VALUE}"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(\w://[^/\s:@]*:)[^/\s@]+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(r"(/accounts/(?:password/reset/key|confirm-email|demo|invitation)/)[^/?\s\\\"']+"),
        rf"\1{HIDDEN}",
    ),
]


class Redaction:
    """Hides known secrets wherever they stand, and whatever stands where secrets stand."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret) if len(form) >= SHORTEST}
        # The longest first: one secret may begin like another.
        words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._known = re.compile(words) if words else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        for pattern, replacement in PATTERNS:
            text = pattern.sub(replacement, text)
        return text

    def deep(self, value: Any) -> Any:
        """A JSON-like value with every text in it cleaned; what is not JSON-like becomes a text."""
        if isinstance(value, dict):
            return {str(key): HIDDEN if _tells(str(key), item) else self.deep(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set):
            return [self.deep(item) for item in value]
        return value if value is None or isinstance(value, bool | int | float | datetime) else self(str(value))


def _tells(name: str, value: Any) -> bool:
    """Whether this is a text behind the name of a secret."""
    return isinstance(value, str) and SECRET_KEY.fullmatch(name) is not None


def secrets_of(env: BaseSettings) -> list[str]:
    """The values of variables whose name says that they are secret, and the passwords inside addresses."""
    found: list[str] = []
    for name, value in env:
        if not isinstance(value, str) or not value:
            continue
        if SECRET_NAME.search(name):
            found += [value, *value.split()]
        found += _credentials(value) if "://" in value else []
    return found


def _credentials(url: str) -> list[str]:
    """The password of an address; where there is none, what stands for it: a DSN's public key."""
    parts = urlsplit(url)
    word = parts.password or (parts.username if parts.scheme.startswith("http") else "")
    return [word, unquote(word)] if word else []


def _forms(secret: str) -> set[str]:
    """A secret as it is, in a URL and in Python's repr."""
    return {secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1]}


def plain_path(path: str) -> str:
    """A path for the log: what is long and no id may be a secret that lets somebody in; it stays on its line."""
    return "/".join(HIDDEN if len(part) >= 20 and not _is_id(part) else _on_one_line(part) for part in path.split("/"))


def _on_one_line(part: str) -> str:
    """Characters that end a line or move a terminal's cursor, spelt out."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in part)


def _is_id(part: str) -> bool:
    try:
        UUID(part)
    except ValueError:
        return False
    return True
