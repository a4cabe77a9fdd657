"""Tests of the tagger and of what it hands on."""
