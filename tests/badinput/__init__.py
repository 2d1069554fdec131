"""Bad input over every verb and surface: the worst that happens is a clear sentence and a short wait."""
