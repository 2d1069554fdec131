"""The edges of the HTTP surface: every answer that no view of ours wrote still has our form."""
