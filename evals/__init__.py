"""Scores of the reading path on public sets of hand-made answers. ``python -m evals --data DIR`` prints one table."""
