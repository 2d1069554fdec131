"""What travels through the graph: ids and plain data, safe in a checkpoint."""

from typing import Any, TypedDict


class AgentState(TypedDict, total=False):
    """One run. `run_id` comes in; each node adds its own."""

    run_id: str
    understanding: dict[str, Any]
    hazard: str
    planned: list[dict[str, Any]]
    remarks: list[str]
    sources: list[dict[str, Any]]
    brain: str
    fallback: str
    item_ids: list[str]
