"""The steps, each from one format of the case file to the next."""
