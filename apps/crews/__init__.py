"""People: users and roles, members, crews."""
