"""Many who plan at the same moment, over HTTP, against the real product."""
