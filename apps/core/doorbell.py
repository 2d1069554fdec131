"""Where the outbox notifies and the relay listens."""

CHANNEL = "workhub_outbox"
