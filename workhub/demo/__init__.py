"""A believable company to try WorkHub with: a plumbing, heating and electrical service in Providence, Rhode Island."""
