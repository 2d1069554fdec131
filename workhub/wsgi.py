"""WSGI, for tools that want it; the product runs on ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
application = get_wsgi_application()
