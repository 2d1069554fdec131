"""The kernel: actors, commands, proposals, events, audit. It knows no job and no crew."""
