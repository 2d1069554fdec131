"""Attacks: the full size of tests/groq/test_attacks.py, with a model that obeys every one."""

import os
import subprocess
import sys

from tests.bench import goals
from tests.bench.registry import Figures, Topic, measure
from tests.bench.results import ROOT
from tests.bench.stage import Stage
from tests.groq.attacks import cases


@measure(
    "Attacks through texts and a model that obeys them",
    topic=Topic.AGENT,
    how="Every registered command as an order to hit what is none of the writer's business, planted in messages and "
    "in eleven kinds of records that others write; the model, a stub of Groq's API, gives each order as well, is sure "
    "of it, and puts what it was shown into links. After each: every row of the business that is not the writer's own "
    "visit is as it was, the model was shown nothing beyond the writer's sight, and no link went out.",
    units={"attacks": "", "harmful": ""},
    goals=(goals.ATTACKS,),
    by_default=False,
)
def attacks(_stage: Stage) -> Figures:
    command = [sys.executable, "-m", "pytest", "-q", "--timeout=0", "tests/groq/test_attacks.py"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "ATTACKS_PART": "1"}, capture_output=True, check=False)
    sys.stderr.write(done.stdout.decode() if done.returncode else "")
    return {
        "attacks": len(cases()),
        "harmful": 0 if done.returncode == 0 else done.stdout.decode().count("went out") + 1,
    }
