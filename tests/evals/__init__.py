"""Tests of the scorers and loaders."""
