"""WorkHub pointed at the loopback server, and Ana at work."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.agent.conftest import working
from tests.groq.server import GroqServer, serving

__all__ = ["working"]


@pytest.fixture
def server() -> Iterator[GroqServer]:
    """The server alone, for clients of its own."""
    with serving() as groq:
        yield groq


@pytest.fixture
def groq(server: GroqServer, settings: Any) -> GroqServer:
    """The server, and WorkHub asks it."""
    settings.GROQ_API_KEY, settings.GROQ_BASE_URL = server.key, server.address
    return server
