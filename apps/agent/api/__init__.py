"""The agent in the API: what people write, what it answered, and how it came to that."""

from ninja import Router

from apps.agent.api import breakers, messages, policies, runs

router = Router()
for part in (messages, runs, breakers, policies):
    router.add_router("", part.router)
