"""The learned tagger: features, decoding and the runtime that marks texts."""
