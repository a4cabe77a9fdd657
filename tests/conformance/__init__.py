"""The same behaviour on every runner and store."""
