"""The whole product under kills: what was said is done, once, whatever dies."""
