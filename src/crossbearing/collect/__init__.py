"""Files, folders and tables in; documents and working texts out."""
