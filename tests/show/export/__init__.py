"""Exports of a case."""
