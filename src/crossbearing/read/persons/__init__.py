"""Persons harmed: who, how many, and what became of them."""
