"""What the API says of the kernel: the feed, proposals; and what every app's part of it is made of."""
