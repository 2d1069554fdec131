"""A real PostgreSQL and a real Redis from wheels, on Unix sockets in a private folder: nothing to install.

For trying, developing and testing. Knows nothing of Django, so that it can run before the settings are read.
"""

from workhub.embedded.environment import home, setting
from workhub.embedded.errors import EmbeddedError
from workhub.embedded.owner import Embedded, Services, provide, running

__all__ = ["Embedded", "EmbeddedError", "Services", "home", "provide", "running", "setting"]
