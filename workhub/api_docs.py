"""The API's page for people: Swagger UI from ninja's own files, in the light or the dark as the machine is set."""

from ninja.openapi.docs import Swagger


class DocsPage(Swagger):
    """Everything the page loads comes from here; nothing from a CDN."""

    template = "api/docs.html"

    def __init__(self) -> None:
        """Commands folded away, the document's order kept."""
        super().__init__({"docExpansion": "none", "filter": True, "persistAuthorization": True})
