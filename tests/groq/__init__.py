"""A loopback server that speaks Groq's documented protocol: answers, streams, headers, limits, and every way to fail.

By hand: `python -m tests.groq --port 8899` says how to point WorkHub at it; `--fail timeout` makes it fail.
Sources: console.groq.com/docs (api-reference, errors, rate-limits, structured-outputs, tool-use, prompt-caching) and
the types of the groq SDK, which parse every one of its answers in test_contract.py.
"""
