"""The relay: makes deliveries of what the outbox holds. PostgreSQL is the truth, Redis only a doorbell."""
