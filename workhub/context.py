"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def company(request: HttpRequest) -> dict[str, object]:
    """The company's name, for titles and headers."""
    return {"company_name": settings.COMPANY_NAME}
