"""Beyond one machine: the same jobs on a Dask cluster, ``labkit grade day2 --scheduler tcp://host:8786``.

The process that was asked keeps what it always keeps: hand-ins, gradebook, ledger, reports (`grading.py`). A worker
gets one job as data (`parcels.py`), carries it out with the Python, sandbox and warm kernels of its own computer
(`worker.py`, `stopping.py`), and sends data back. Workers share no disk with the one who asks. `connection.py` finds
the scheduler and compares the workers' versions (`facts.py`) before the first job; `sending.py` keeps a few jobs on
their way, and gives a job to another worker if its own one dies.

Nothing here imports ``distributed`` before a scheduler is asked for.
"""
