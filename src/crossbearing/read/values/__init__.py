"""Numbers, lengths and times as written."""
