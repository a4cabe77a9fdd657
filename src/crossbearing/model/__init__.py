"""The vocabulary every other package speaks in: frozen records, typed values, ids, errors, protocols."""
