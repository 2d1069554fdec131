"""Sends the story's message as phones do: through the portal, again with the same id until it is heard."""

import threading
import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from uuid import uuid4

import httpx

from tests.chaos.cast import CSRF, Errand

STORY = "finished at Oak St, but I smell gas by the meter"
SENDERS = 4
PATIENCE = 5.0  # seconds a phone waits for an answer before it tries again
PAUSE = 0.3  # seconds before it does


@dataclass
class Traffic:
    """What was sent, and how long each took until it was accepted.

    Args:
        pause: seconds each sender waits between two messages, to hold a rate.
    """

    address: str
    errands: list[Errand]
    pause: float = 0.0
    accepted: dict[str, float] = field(default_factory=dict)  # client id → seconds
    tries: int = 0
    refused: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Send all of it, from a few threads, until all is accepted or somebody calls `stop`."""
        self._waiting: Queue[Errand] = Queue()
        for errand in self.errands:
            self._waiting.put(errand)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._send_all, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float, *, then_stop: bool = True) -> bool:
        """Whether everything was accepted within so many seconds."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if then_stop:
            self._stop.set()
        return len(self.accepted) == len(self.errands)

    def _send_all(self) -> None:
        with httpx.Client(base_url=self.address, timeout=PATIENCE, follow_redirects=False) as client:
            while not self._stop.is_set():
                try:
                    errand = self._waiting.get_nowait()
                except Empty:
                    return
                self._send(client, errand)
                self._stop.wait(self.pause)

    def _send(self, client: httpx.Client, errand: Errand) -> None:
        client_id, started = str(uuid4()), time.monotonic()
        while not self._stop.is_set():
            answer = self._try(client, errand, client_id)
            if answer == httpx.codes.OK:
                with self._lock:
                    self.accepted[client_id] = time.monotonic() - started
                return
            if 300 <= answer < 500:  # no outage: the story itself was refused
                with self._lock:
                    self.refused.append(f"{answer} for {errand.visit}")
                return
            self._stop.wait(PAUSE)

    def _try(self, client: httpx.Client, errand: Errand, client_id: str) -> int:
        """The answer's status; 0 when none came."""
        with self._lock:
            self.tries += 1
        form = {"text": STORY, "visit": errand.visit, "boxed": "1", "client_id": client_id}
        try:
            answer = client.post(
                "/portal/messages/send/",
                data=form | {"csrfmiddlewaretoken": CSRF},
                headers={"HX-Request": "true", "Cookie": f"sessionid={errand.session}; csrftoken={CSRF}"},
            )
        except httpx.HTTPError:
            return 0
        return answer.status_code
