"""Incidents of a report as templates: type, sentences, and who or what fills each role, put together from mentions."""
