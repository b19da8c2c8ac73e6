"""The data sets that come with labkit: `load` one, list all with `datasets`, read a `card`.

>>> import labkit as lk
>>> lk.datasets()["name"].tolist()
['firms', 'flows', 'injuries', 'lfs', 'lfs2012', 'published', 'recruitment']
"""

from labkit.data.cards import Card, card, datasets
from labkit.data.loading import load

__all__ = ["Card", "card", "datasets", "load"]
