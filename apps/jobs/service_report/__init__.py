"""What a job's service report says, and how it becomes a PDF."""
