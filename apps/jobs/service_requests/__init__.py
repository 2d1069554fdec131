"""What customers ask for: who sees it, and which email answers it."""
