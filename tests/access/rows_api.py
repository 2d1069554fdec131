"""The rows of the API, and the line to write for an operation that has none."""

from apps.core.commands import COMMANDS
from tests.access.rows import Row
from tests.access.rows_people import PEOPLE
from tests.access.rows_work import WORK

ROWS: dict[str, Row] = {**PEOPLE, **WORK}


def suggestion(operation: str) -> str:
    """The line to write for an operation that has none."""
    method, path = operation.split(" ")
    if "/commands/" in path:
        command = path.rsplit("/", 1)[1]
        names = [n for n in COMMANDS[command].arguments.model_fields if n.endswith("_id")]
        kind = f'"{names[0].removesuffix("_id")}"' if names else ""
        return f'"{operation}": Runs({kind}),'
    kind = path.split("/")[1].rstrip("s")
    how = "Tells" if path.endswith("/history") else "Reads" if "{id}" in path else "Lists" if method == "GET" else "Own"
    return f'"{operation}": {how}("{kind}"),'
