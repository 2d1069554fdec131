"""What the agent can reach for: read tools, and `propose_<command>` for each command it may suggest.

To give the agent another verb, add the command's name here; its schema, rights, risk and undo come with it.
"""

from typing import Any

from django.utils.translation import gettext as _

from apps.core.commands import SAID_BY_DEVICES, find
from apps.jobs.models import Visit

PROPOSABLE = (
    "incident.report",
    "visit.depart",
    "visit.start",
    "visit.resume",
    "visit.complete",
    "attendance.check_in",
    "attendance.start_break",
    "attendance.end_break",
    "attendance.check_out",
    "message.forward",
    "request.add",
    "visit.reschedule",
    "message.correct",
)
# A model is not told which day it is; days, hours and amounts are read by rules. They make the office's plans, and
# know what corrects.
BY_RULES_ONLY = frozenset({"request.add", "visit.reschedule", "message.correct"})


def tool_name(command: str) -> str:
    """`visit.complete` as a model calls it: propose_visit_complete."""
    return "propose_" + command.replace(".", "_")


def told(command: str, visit: Visit | None = None) -> str:
    """What a command would do, in a few words, where nobody says it better: its title, and the visit."""
    title = find(command).title
    if visit is None:
        return title
    return _("%(title)s: %(place)s (%(code)s)") % {"title": title, "place": visit.job.site.name, "code": visit.code}


def command_of(tool: str) -> str | None:
    """The command behind a tool's name, if it is one the agent may suggest."""
    return next((c for c in PROPOSABLE if c not in BY_RULES_ONLY and tool_name(c) == tool), None)


def propose_tools() -> list[dict[str, Any]]:
    """The propose tools in the form that models take."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool_name(name),
                "description": find(name).description.split("\n\n")[0],
                "parameters": _parameters(name),
            },
        }
        for name in PROPOSABLE
        if name not in BY_RULES_ONLY
    ]


def _parameters(name: str) -> dict[str, Any]:
    schema = find(name).json_schema
    if not SAID_BY_DEVICES & set(schema["properties"]):
        return schema
    told = {key: value for key, value in schema["properties"].items() if key not in SAID_BY_DEVICES}
    return {key: value for key, value in schema.items() if key != "$defs"} | {"properties": told}
