"""WorkHub: the composition root."""
