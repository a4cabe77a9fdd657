"""A language model as the reader, behind any endpoint that speaks the OpenAI chat protocol. Off by default."""
