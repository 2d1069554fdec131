"""What the account pages ask of Python."""
