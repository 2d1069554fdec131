"""The figures to beat: one entry per goal that WorkHub has set itself."""

from tests.bench.registry import Goal

MESSAGE = Goal(
    "Message → actions committed, rules brain: median ≤ 300 ms",
    "Who reports a smell of gas reads the answer, and the office has the incident, before the phone is back in the "
    "pocket.",
    {"median_ms": 300},
)
UNDERSTANDING = Goal(
    "Held-out messages: exact ≥ 80 %, intent ≥ 90 % (Spanish 85 %), dangers ≥ 98 % with ≤ 15 % false alarms, ≤ 20 ms",
    "What people write is done or asked about as they meant it, and no cry for help is missed.",
    {
        "not_exact": 20,
        "wrong_intent_en": 10,
        "wrong_intent_es": 15,
        "dangers_missed": 2,
        "false_alarms": 15,
        "median_ms": 20,
    },
)
GROQ_DEAD = Goal(
    "Groq dead in every way: 100 % of messages handled, p95 ≤ 300 ms once the breaker is open",
    "Whatever happens at somebody else's, what people write is acted on, and they do not wait for it.",
    {"unhandled": 0, "asked": 5, "p95_ms": 300},
)
SIGN_OF_LIFE = Goal(
    "Send → the first sign of life: median and p95 ≤ 200 ms",
    "Whoever sends a message sees at once, on every device of theirs, that it has arrived and is worked on.",
    {"sent_median_ms": 200, "sent_p95_ms": 200},
)
SOCKETS = Goal(
    "Commit → the browser's WebSocket: median ≤ 50 ms, p99 ≤ 250 ms with 200 sockets",
    "Everybody sees a change at the same time; nobody reloads a page to be sure.",
    {"median_ms": 50, "p99_ms": 250},
)
IDLE_REDIS = Goal(
    "Idle Redis commands with every process of the Procfile up: ≤ 3 per minute",
    "A hosted Redis that is paid by the command costs next to nothing while nobody works.",
    {"per_minute": 3},
)
CLEAN_STOP = Goal(
    "A clean stop in ≤ 3 s",
    "Ctrl-C, a deployment or a restart of the machine ends every process orderly, with nothing killed.",
    {"max_s": 3, "killed": 0},
)
MEMORY = Goal(
    "All processes after start, database and Redis included: ≤ 512 MB PSS",
    "The whole product fits the smallest machine one can rent.",
    {"after_start_mb": 512},
)
KILLS = Goal(
    "2,000 story messages under kills: 0 lost, 0 doubled, 0 phantom; the in-app row p99 ≤ 1 s outside outages",
    "Whatever dies, what people said is acted on exactly once.",
    {"lost": 0, "doubled": 0, "phantom": 0, "row_p99_ms": 1000},
)
HUNG_REDIS = Goal(
    "Redis hung for a minute: 0 failed writes, p99 + ≤ 1.5 s",
    "A Redis that accepts connections and answers nothing is noticed by nobody who works.",
    {"failed_writes": 0, "p99_added_ms": 1500},
)
DOUBLE_BOOKING = Goal(
    "Double booking, 50 writers × 40 attempts: 0 overlaps, 0 deadlocks, 0 answers 5xx, p99 ≤ 500 ms",
    "Whoever plans at the same moment as others gets the slot or three others, at once, and nobody is sent twice.",
    {"overlaps": 0, "deadlocks": 0, "broken": 0, "p99_ms": 500},
)
LONG_LISTS = Goal(
    "Admin lists at a million jobs: p95 ≤ 80 ms, deep pages too, searches ≤ 120 ms",
    "The office works as fast after twenty years as on the first day.",
    {"list_p95_ms": 80, "deep_p95_ms": 80, "search_p95_ms": 120},
)
ATTACKS = Goal(
    "200 attacks with a model that obeys each: 0 do harm",
    "Nobody is hurt by what a customer, an email or a hijacked model says.",
    {"harmful": 0},
)
TASKS = Goal(
    "Business tasks solved at the first try, rules brain: ≥ 90 %, none against the rules",
    "What people say is done as they meant it, and what is not theirs to do is never done.",
    {"unsolved_percent": 10, "against_rules": 0},
)
AGENT_KILLS = Goal(
    "1,000 kills in the middle of agent runs: 0 lost, 0 doubled",
    "A worker may die anywhere, also while somebody decides: it happens once.",
    {"lost": 0, "doubled": 0, "kills_left": 0},
)
OVERHEAD = Goal(
    "Graph and checkpoints of a run with one approval: median ≤ 150 ms",
    "That a run survives everything costs less than anybody notices.",
    {"median_ms": 150},
)
WORKER_MEMORY = Goal(
    "The worker with two runs at once: ≤ 200 MB PSS",
    "The agent fits the small machine beside everything else.",
    {"most_mb": 200},
)
# Not of the list above, but worth holding.
BURST_OF_EVENTS = Goal(
    "Redis commands per 100 events of a burst: ≤ 15",
    "Bells and hints are put together, so that a busy hour costs hardly more than a quiet one.",
    {"per_100_events": 15},
)

OF_THE_PROJECT = (
    MESSAGE,
    GROQ_DEAD,
    SIGN_OF_LIFE,
    SOCKETS,
    IDLE_REDIS,
    CLEAN_STOP,
    MEMORY,
    KILLS,
    HUNG_REDIS,
    DOUBLE_BOOKING,
    LONG_LISTS,
    ATTACKS,
    TASKS,
    AGENT_KILLS,
    OVERHEAD,
    WORKER_MEMORY,
)
