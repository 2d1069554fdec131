"""A command's docstring as the document tells it: what it does, and what each argument means."""

import re
from typing import NamedTuple

from apps.core.commands import Command

SECTION = re.compile(r"\n\n(Args|Raises):\n")
ARGUMENT = re.compile(r"^ {4}([a-z_]+(?:, [a-z_]+)*): ", re.MULTILINE)


class Told(NamedTuple):
    """What it does, and a description for those arguments that have one."""

    summary: str
    arguments: dict[str, str]


def told_of(command: Command) -> Told:
    """What the docstring says; what the function raises is told by the problems' codes."""
    summary, *sections = SECTION.split(command.description)
    written = dict(zip(sections[::2], sections[1::2], strict=True)).get("Args", "")
    _before, *parts = ARGUMENT.split(written)
    arguments = {
        name: " ".join(text.split())
        for names, text in zip(parts[::2], parts[1::2], strict=True)
        for name in names.split(", ")
    }
    return Told(summary.strip(), arguments)
