"""Tests of tables inside texts."""
