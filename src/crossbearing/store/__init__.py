"""The case file: a folder with a database and the untouched originals, written so that nothing acknowledged is lost."""
