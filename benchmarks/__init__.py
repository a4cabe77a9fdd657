"""How fast the program is, as ratios to a bare parser on the same machine in the same run.

`python -m benchmarks --data DIR` prints them. Seconds differ between machines and hours; the ratio of a whole build to
parsing alone, taken turn by turn, differs little. Benchmarks are no tests and never decide whether a change may land.
"""
