"""Tests of rows of coded claims."""
