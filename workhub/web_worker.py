"""gunicorn's worker for the web process."""

from uvicorn_worker import UvicornWorker

from workhub.pooling import pool_connections


class WebWorker(UvicornWorker):  # type: ignore[misc]  # uvicorn_worker has no types
    """uvicorn, set for what the product sends."""

    CONFIG_KWARGS = {
        **UvicornWorker.CONFIG_KWARGS,
        # Hints are a hundred bytes to hundreds of browsers: compressing each one, with a dictionary of its own, takes
        # half of the time and half of the memory that open WebSockets cost, and saves nothing.
        "ws_per_message_deflate": False,
        # The consumer takes 4 KB a frame and says so when it is more; what is far beyond that is not even read.
        "ws_max_size": 65_536,
        "lifespan": "off",
    }

    def load_wsgi(self) -> None:
        """Load the application; then its threads share connections."""
        super().load_wsgi()
        pool_connections()
