"""Views of a case. Nothing here analyses anything."""
