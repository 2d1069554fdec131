"""The kernel in the API: feed, proposals, histories, dead letters; and what every app's part of it is made of."""
