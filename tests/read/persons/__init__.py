"""Tests of what is read of persons: how many were harmed, who and how."""
