"""People in the API: users, members, crews, and oneself."""

from ninja import Router

from apps.crews.api import crews, me, members, users

router = Router()
for part in (me, users, members, crews):
    router.add_router("", part.router)
