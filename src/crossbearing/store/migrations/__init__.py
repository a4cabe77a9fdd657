"""Migrations of the case file, one module a step under `versions`."""
