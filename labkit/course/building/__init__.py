"""Building many lessons: what is done already, who builds, and what is told meanwhile.

`jobs.py` says what is to be built, `prints.py` by content whether it was built before, `standing.py` whether it still
stands as it was built. `pool.py` builds in several processes, whose kernels all come from one fork server. `run.py`
puts them together, and `outcome.py` is what comes of it.
"""

import sys

# As in `labkit.course.cli`, for the processes of the pool: jsonschema would compile grammars of web addresses.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
