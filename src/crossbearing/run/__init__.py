"""How steps are run, never what they do."""
