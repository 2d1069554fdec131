"""Business tasks: what people say and do on one morning, and how the records must stand afterwards."""
