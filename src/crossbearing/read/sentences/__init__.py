"""From text to sentences, and from sentences to trees that rules can ask."""
