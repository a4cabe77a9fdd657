"""Tests of the workbench's API."""
