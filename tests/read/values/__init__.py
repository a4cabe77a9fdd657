"""Tests of values as words state them."""
