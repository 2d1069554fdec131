"""Error reports by SENTRY_DSN, for every process. Without one the library is not even loaded."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workhub.env import Env
from workhub.logs import process_name
from workhub.redaction import Redaction, secrets_of

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

# What a report needs not: people, bodies, and the values of variables on the stack.
REQUEST_FIELDS = ("method", "url")


def begin(env: Env, *more_secrets: str) -> bool:
    """Report errors from now on, if there is somewhere to; whether there is."""
    if not env.SENTRY_DSN:
        return False
    import sentry_sdk  # noqa: PLC0415 - 10 MB that an installation without Sentry does not pay

    outgoing = Outgoing(Redaction([*secrets_of(env), *more_secrets]))
    sentry_sdk.init(
        dsn=env.SENTRY_DSN,
        environment=env.SENTRY_ENVIRONMENT or env.WORKHUB_ENV,
        release=env.SENTRY_RELEASE or None,
        traces_sample_rate=env.SENTRY_TRACES_SAMPLE_RATE,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=outgoing.event,
        before_send_transaction=outgoing.event,
    )
    return True


class Outgoing:
    """The last look at what leaves."""

    def __init__(self, redaction: Redaction) -> None:
        self.redaction = redaction

    def event(self, event: "Event", hint: "Hint") -> "Event | None":
        """A report without secrets, with the request's id; None for refusals that the product foresees."""
        if _is_foreseen(hint):
            return None
        fields: dict[str, Any] = dict(event)
        if "request" in fields:
            fields["request"] = {name: fields["request"].get(name) for name in REQUEST_FIELDS}
        fields.pop("user", None)
        request_id = import_module("django_guid.context").guid.get()
        # Asked anew each time: a process may be forked from another that has set all of this up.
        told = {"process": process_name()} | ({"request_id": request_id} if request_id else {})
        fields["tags"] = {**(fields.get("tags") or {}), **told}
        return self.redaction.deep(fields)  # type: ignore[no-any-return]  # the same shape that came in


def _is_foreseen(hint: "Hint") -> bool:
    """Domain errors are answers to people, however they got into a log."""
    error = (hint.get("exc_info") or (None, None, None))[1]
    return isinstance(error, import_module("apps.core.errors").DomainError)
