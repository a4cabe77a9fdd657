"""Claims in; incidents and origins out."""
