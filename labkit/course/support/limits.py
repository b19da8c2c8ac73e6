"""Every limit of a hand-in: what is read of it, what it may use while it runs, and what is kept of it.

The time of one cell stands in ``nbgrader_config.py`` (``c.Execute.timeout``); the others that are about time follow it.
"""

from __future__ import annotations

# Reading, before the sandbox.
LARGEST = 100_000_000
"""Files above this size, in bytes, are not opened."""
MOST_CELLS, MOST_LINES = 2_000, 100_000
"""Notebooks with more cells, or more lines in all of them, are not looked at: no exercise has a twentieth of that."""
MOST_IN_ARCHIVE = 20
"""So many notebooks of one zip archive are looked at."""
MOST_CANDIDATES = 50
"""So many files of one trainee are looked at."""
MOST_COLLECTED, MOST_COLLECTED_BYTES = 5_000, 2_000_000_000
"""So many files, and bytes, are collected at once; a folder with more is not one of hand-ins."""
DEEPEST_ARCHIVE = 4
"""So deep are archives within archives opened."""
SMALL, MOST_BESIDE = 1_000_000, 50
"""Files up to this size, in bytes, go along with a notebook, and so many of them."""

# Running, in the sandbox.
NOTEBOOK_TIMES = 5
"""How many times the time of one cell the whole notebook may take."""
PROCESSOR_TIMES = 10
"""How many times the time of one cell, in seconds of a processor, a process of it may use: two cores for all of it."""
MOST_RESTARTS = 4
"""So often a notebook is begun again without the cell that ended its Python."""
MEMORY = 1536 << 20
"""Bytes that one process of a hand-in may use, besides the libraries."""
MEMORY_ALTOGETHER = 2 << 30
"""Bytes that all processes of a hand-in may use; memory that several share counts once."""
PROCESSES, OPEN_FILES = 48, 256
"""Processes and threads of one hand-in, and the files that each may have open."""
LARGEST_WRITTEN = 64 << 20
"""Bytes of the largest file that a hand-in may write."""
FILES_IN_MEMORY = 4_000
"""Files that it may write into its folder in memory."""
SANDBOX_MEGABYTES, SANDBOX_FILES = 200, 2_000
"""What may be in its folder."""
LARGEST_GIVEN = 50 << 20
"""Files beside a notebook that are larger, in bytes, are not copied for its kernel."""

# What is kept of it.
MOST_SHOWN, MOST_SHOWN_IN_ALL = 2_000_000, 10_000_000
"""Characters that one cell, and all cells of a notebook, may show; pictures count too."""
LARGEST_ANSWERS = 10_000_000
"""Bytes of the file of answers that are read."""
