"""Who says what: attributions in a sentence and across sentences, and how the speaker stands to it."""
