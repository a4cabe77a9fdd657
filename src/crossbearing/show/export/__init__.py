"""Exports: a case in the formats that others read, with names hidden by default and a manifest of what was done."""
