"""Tests of how text becomes sentences and trees."""
