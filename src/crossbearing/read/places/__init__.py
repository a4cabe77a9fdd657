"""Places as stated."""
