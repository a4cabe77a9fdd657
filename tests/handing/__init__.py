"""Handing cases over and taking them in: bags, time-stamps, imports."""
