"""What the admin's frame shows: navigation, styles, scripts."""
