"""Grading many hand-ins at once: what is done already, who executes, who writes, and what is told meanwhile.

Kernels execute hand-ins in parallel (`pool.py`); everything that reads or writes the gradebook runs in one thread, one
hand-in at a time and each in one transaction (`writing.py`). `ledger.py` remembers, by content, what was graded;
`labkit.course.support.progress` tells how far it is.
"""
