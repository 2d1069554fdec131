"""By hand: a Groq on this machine, to try WorkHub with a model, or with one that fails."""

import argparse
import signal
import threading

from tests.groq.failures import FAILURES
from tests.groq.server import serving


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.groq", description=__doc__)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--fail", choices=sorted(FAILURES), help="fail like this instead of answering")
    parser.add_argument("--step", choices=["triage", "plan"], default="", help="fail only in this step")
    given = parser.parse_args()
    with serving(port=given.port) as groq:
        if given.fail:
            groq.next(FAILURES[given.fail], step=given.step)
        print(f"Groq's protocol at {groq.address}. In another window:\n")
        print(f"    GROQ_API_KEY={groq.key} GROQ_BASE_URL={groq.address} make run\n", flush=True)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        try:
            stop.wait()
        except KeyboardInterrupt:
            print(f"\n{len(groq.requests)} requests answered.")


if __name__ == "__main__":
    main()
