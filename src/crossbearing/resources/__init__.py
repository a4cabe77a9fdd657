"""Tables of the program, by language, and typed loaders for them."""
