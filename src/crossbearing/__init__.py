"""Crossbearing works out what can be known of a violent incident from several accounts of it."""

__version__ = "0.1.0"
