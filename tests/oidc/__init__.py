"""A service that people sign in with, on this machine."""
