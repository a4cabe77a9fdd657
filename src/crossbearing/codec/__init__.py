"""The vocabulary as JSON bytes and as Arrow tables."""
