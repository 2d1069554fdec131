"""What the agent can reach for: read tools, and `propose_<command>` for each command it may suggest.

To give the agent another verb, add the command's name here; its schema, rights, risk and undo come with it.
"""

from typing import Any

from apps.core.commands import find

PROPOSABLE = (
    "incident.report",
    "visit.depart",
    "visit.start",
    "visit.resume",
    "visit.complete",
    "message.forward",
)


def tool_name(command: str) -> str:
    """`visit.complete` as a model calls it: propose_visit_complete."""
    return "propose_" + command.replace(".", "_")


def command_of(tool: str) -> str | None:
    """The command behind a tool's name, if it is one the agent may suggest."""
    return next((c for c in PROPOSABLE if tool_name(c) == tool), None)


def propose_tools() -> list[dict[str, Any]]:
    """The propose tools in the form that models take."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool_name(name),
                "description": find(name).description.split("\n\n")[0],
                "parameters": find(name).json_schema,
            },
        }
        for name in PROPOSABLE
    ]
