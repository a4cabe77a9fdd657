"""What a language model is told when it reads."""
