"""The company's numbers, and the reports that carry them to people."""
