"""Working texts in; claims out, each tied to its words and to who says it."""
