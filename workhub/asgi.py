"""ASGI: HTTP by Django within limits, `/ws/` by Channels."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  (apps must be loaded first)

from workhub.edges.body_limit import BodyLimit  # noqa: E402
from workhub.websocket import Door  # noqa: E402

application = ProtocolTypeRouter({"http": BodyLimit(django_application), "websocket": Door()})
