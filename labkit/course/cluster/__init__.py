"""Beyond one machine: the same jobs on a Dask cluster, ``labkit grade day2 --scheduler tcp://host:8786``.

The process that was asked keeps what it always keeps: hand-ins, gradebook, ledger, pages (`grading.py`, `building.py`).
A worker gets one job, carries it out with the Python, sandbox and warm kernels of its own computer, and sends back what
became of it. Workers share no disk with the one who asks. `connection.py` finds the scheduler and compares the workers'
installation (`facts.py`) before the first job; `sending.py` keeps a few jobs on their way.

Nothing here imports ``distributed`` before a scheduler is asked for.
"""
