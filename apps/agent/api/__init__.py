"""The agent in the API: what people write, what it answered, and how it came to that."""

from ninja import Router

from apps.agent.api import breakers, messages, policies, runs, steps

router = Router()
for part in (messages, runs, breakers, policies, steps):
    router.add_router("", part.router)
