"""Tests of the language model as a reader."""
