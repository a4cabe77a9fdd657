"""Incidents assembled from mentions."""
