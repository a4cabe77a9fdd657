"""Tests of how happenings are told apart."""
