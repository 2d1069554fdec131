"""Runs the Procfile's processes under supervisord, with the embedded services beneath. Knows nothing of Django."""

from workhub.supervisor.errors import UpError
from workhub.supervisor.up import main

__all__ = ["UpError", "main"]
