"""Rows of claims that somebody has coded already."""
