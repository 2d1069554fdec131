"""Signs of life: how soon after sending a person sees that the agent has a message, and that it reads it."""

import json
import statistics
import time
from threading import Thread
from uuid import uuid4

import httpx
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.bench import goals
from tests.bench.messages import visits
from tests.bench.registry import Figures, Topic, measure
from tests.bench.stage import Stage, sign_in
from tests.e2e.processes import Product

TEXT = "arrived on site"
LONGEST = 30.0
UNITS = {"n": "messages", "sent_median_ms": "ms", "sent_p95_ms": "ms", "read_median_ms": "ms", "read_p95_ms": "ms"}


@measure(
    "Send → the first signs of life on the person's screen",
    topic=Topic.AGENT,
    how="A technician with an open WebSocket posts a message on the portal's form; at each hint the steps above the "
    "last number are read from the API, as another device of theirs would. From before the request is sent until the "
    "step “Received” is there, and until “Reading your message”, which a worker writes when it takes the message up. A "
    "message a second and a half, 40 in all, on the demo company with 10,000 jobs: web, relay and worker are three "
    "processes.",
    units=UNITS,
    goals=(goals.SIGN_OF_LIFE,),
)
def first_signs_of_life(stage: Stage) -> Figures:
    told = visits(stage.company, "watcher", 1)
    session = sign_in(stage.company, *told)[0]
    taken = _watch(stage.company, session, next(iter(told.values())), messages=45)[5:]
    return {
        "n": len(taken),
        **_figures("sent", [t["sent"] for t in taken]),
        **_figures("read", [t["read"] for t in taken]),
    }


def _figures(name: str, seconds: list[float]) -> Figures:
    hundredths = statistics.quantiles(seconds, n=100, method="inclusive")
    return {
        f"{name}_median_ms": round(1000 * statistics.median(seconds), 1),
        f"{name}_p95_ms": round(1000 * hundredths[94], 1),
    }


def _watch(running: Product, session: str, visit: str, *, messages: int) -> list[dict[str, float]]:
    token = uuid4().hex
    cookies = {"sessionid": session, "csrftoken": token}
    address = running.address.replace("http:", "ws:") + "/ws/"
    with (
        httpx.Client(base_url=running.address, cookies=cookies, headers={"X-CSRFToken": token}) as phone,
        httpx.Client(base_url=running.address, cookies=cookies) as other,
        connect(address, origin=Origin(running.address), additional_headers={"Cookie": f"sessionid={session}"}) as line,
    ):
        line.recv(timeout=LONGEST)
        phone.get("/healthz"), other.get("/healthz")  # the connections are there: phones keep them
        seq, taken = 0, []
        for _ in range(messages):
            seq, times = _one(phone, other, line, visit, seq)
            taken.append(times)
            time.sleep(1.0)
        return taken


def _one(
    phone: httpx.Client, other: httpx.Client, line: ClientConnection, visit: str, seq: int
) -> tuple[int, dict[str, float]]:
    """The time to each kind of step, until the run is over."""
    form = {"text": TEXT, "visit": visit, "client_id": str(uuid4())}
    sending = Thread(target=phone.post, args=["/portal/messages/send/"], kwargs={"data": form})
    started, times = time.monotonic(), dict[str, float]()
    sending.start()
    while "finished" not in times:
        json.loads(line.recv(timeout=LONGEST))
        for step in other.get(f"/api/v1/agent-steps?after={seq}").json()["items"]:
            times.setdefault(step["kind"], time.monotonic() - started)
            seq = step["seq"]
    sending.join()
    return seq, times
