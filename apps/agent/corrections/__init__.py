"""Putting a misunderstanding right: what the next words or a tap mean, and the example that is kept of it."""
