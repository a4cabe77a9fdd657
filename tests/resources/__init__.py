"""Reading, sentence by sentence and report by report."""
