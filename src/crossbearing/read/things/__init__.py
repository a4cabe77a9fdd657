"""Things of war and buildings: used, lost, damaged."""
