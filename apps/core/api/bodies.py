"""Reading what a request carries."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.core.api.problems import BrokenJson, WrongContentType
from apps.core.errors import BadInput

JSON = "application/json"


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The body, which must be one JSON object.

    Raises:
        WrongContentType, BrokenJson; BadInput: it is JSON, but no object.
    """
    if request.content_type != JSON:
        raise WrongContentType
    try:
        found = json.loads(request.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BrokenJson from None
    if not isinstance(found, dict):
        raise BadInput(_("The body must be one JSON object with the arguments as its fields."), code="no_object")
    return found


def _no_number(name: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)
