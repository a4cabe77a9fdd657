"""Views of a case: lists and the dossier."""
