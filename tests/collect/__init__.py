"""Tests of what is collected and how."""
