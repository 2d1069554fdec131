"""Where a search for work looks, and the numbers people say: WH-1042, WH-1042/2, WH-I-27."""

import re

CODE = re.compile(r"\bWH-(?:[IR]-)?(\d+)(?:/\d+)?", re.IGNORECASE)

CUSTOMER_WORDS = ("name", "phone", "email", "sites__name", "sites__address")
SITE_WORDS = ("name", "address", "customer__name")
CONTACT_WORDS = ("name", "phone", "email", "customer__name", "site__name")
ASSET_WORDS = ("name", "serial", "kind", "manufacturer", "model", "site__name", "site__address", "site__customer__name")
JOB_WORDS = ("number", "title", "site__name", "site__address", "site__customer__name")
VISIT_WORDS = ("job__number", "job__title", "job__site__name", "job__site__address", "members__user__name")
INCIDENT_WORDS = ("number", "title", "description", "site__name", "visit__job__number")
SERVICE_REQUEST_WORDS = ("number", "title", "text", "contact_name", "contact_email", "contact_phone", "address")


def bare_numbers(typed: str) -> str:
    """What was typed, with codes as the numbers in them."""
    return CODE.sub(r"\1", typed)
