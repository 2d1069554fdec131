"""On which version a change rests: If-Match, or `version` in the body, and never neither."""

import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.core.api.problems import VersionMissing
from apps.core.commands import Command
from apps.core.complaints import complaints
from apps.core.errors import BadInput

# What we give out ("7-1f3a9c0b52de" on reads, "7" on receipts), with or without a proxy's mark that it was compressed.
ETAG = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]+)?(?:-gzip|;gzip|--gzip)?"')
VERSION = "version"


def takes_version(command: Command) -> bool:
    """Whether a command checks that nobody changed the row in between."""
    return VERSION in command.arguments.model_fields


def is_edit(command: Command) -> bool:
    """Whether a command writes what people typed, all of it: what is not sent would be emptied."""
    return command.name.endswith(".change")


def refuse_half_an_edit(command: Command, arguments: dict[str, Any]) -> None:
    """Refuse an edit that leaves fields out: they would go back to their defaults without anybody meaning it.

    Raises:
        BadInput: with `fields`, one for each that is missing.
    """
    missing = [name for name in command.arguments.model_fields if name not in arguments and name != VERSION]
    if is_edit(command) and missing:
        text, fields = complaints([{"type": "missing", "loc": (name,)} for name in missing])
        raise BadInput(text, fields=fields)


def settled_version(request: HttpRequest, command: Command, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the version that header or body name. The command itself compares it, with the row locked.

    Raises:
        VersionMissing: the command wants one, and neither does.
        BadInput: the header is no ETag of ours, says something else than the body, or the command takes none.
    """
    header = request.headers.get("If-Match")
    if not takes_version(command):
        if header is not None:
            raise BadInput(_("This command does not take If-Match. Send it without."), code="if_match_not_taken")
        return arguments
    if header is None:
        if arguments.get(VERSION) is None:
            raise VersionMissing
        return arguments
    version = _version_of(header)
    if arguments.get(VERSION, version) not in (version, None):
        raise BadInput(
            _("If-Match and the body name different versions. Send one of them."),
            code="versions_disagree",
            fields={VERSION: _("is not what If-Match says")},
        )
    return {**arguments, VERSION: version}


def _version_of(header: str) -> int:
    found = ETAG.fullmatch(header.strip())
    if found is None:
        raise BadInput(_('If-Match must be the ETag you were given, as "7".'), code="bad_if_match")
    return int(found[1])
