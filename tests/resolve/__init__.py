"""Tests of places, times and actors."""
