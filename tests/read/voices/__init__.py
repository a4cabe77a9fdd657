"""Tests of who is given the word."""
