"""The agent's graph: load → alarm → triage → plan → record → gate ⇄ execute → report. Nodes and edges, nothing else.

The alarm reports a danger to life before any model is asked. The gate applies what policy allows at once, then waits
for people where one is needed.
"""

import threading
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from apps.agent import nodes
from apps.agent.checkpoints import saver
from apps.agent.state import AgentState

RECURSION_LIMIT = 40

Graph = CompiledStateGraph[AgentState, Any, Any, Any]
_compiled: Graph | None = None
_building = threading.Lock()  # two first messages in two threads build one graph


def graph() -> Graph:
    """The compiled graph with its checkpoints in PostgreSQL, built once per process."""
    global _compiled
    with _building:
        if _compiled is None:
            _compiled = build().compile(checkpointer=saver())
        return _compiled


def build() -> "StateGraph[AgentState, Any, Any, Any]":
    """The graph without checkpoints."""
    builder: StateGraph[AgentState, Any, Any, Any] = StateGraph(AgentState)
    builder.add_node("load", nodes.load)
    builder.add_node("alarm", nodes.alarm)
    builder.add_node("triage", nodes.triage)
    builder.add_node("plan", nodes.plan)
    builder.add_node("record", nodes.record)
    builder.add_node("gate", nodes.gate)
    builder.add_node("execute", nodes.execute)
    builder.add_node("report", nodes.report)
    builder.add_edge(START, "load")
    builder.add_edge("load", "alarm")
    builder.add_edge("alarm", "triage")
    builder.add_edge("triage", "plan")
    builder.add_edge("plan", "record")
    builder.add_edge("record", "gate")
    builder.add_conditional_edges("gate", nodes.after_gate)
    builder.add_edge("execute", "gate")
    builder.add_edge("report", END)
    return builder
