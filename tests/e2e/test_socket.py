"""The WebSocket of the real web process, as a browser opens it."""

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.e2e.processes import Product

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


def test_hints_are_not_compressed_and_strangers_are_hung_up_on(workhub: Product) -> None:
    address = workhub.address.replace("http:", "ws:") + "/ws/"
    with connect(address, origin=Origin(workhub.address), compression="deflate") as line:
        assert line.response is not None
        assert "Sec-WebSocket-Extensions" not in line.response.headers
        with pytest.raises(ConnectionClosed) as end:
            line.recv(timeout=10)
    assert end.value.rcvd is not None
    assert end.value.rcvd.code == 4401
