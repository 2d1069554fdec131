"""The agent in the API: what people write, what it answered, and how it came to that."""

from ninja import Router

from apps.agent.api import messages, runs, steps

router = Router()
for part in (messages, runs, steps):
    router.add_router("", part.router)
