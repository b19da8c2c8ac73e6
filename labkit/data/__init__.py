"""The data sets that come with labkit: `load` one, list all with `datasets`, read a `card`.

>>> import labkit as lk
>>> lk.datasets()["name"].tolist()  # doctest: +NORMALIZE_WHITESPACE
['disputes', 'firms', 'flows', 'injuries', 'lfs', 'lfs2012', 'migrant_stocks', 'prices', 'published', 'recruitment',
 'remittance_services', 'returnees']
"""

from labkit.data.cards import Card, card, datasets
from labkit.data.loading import load

__all__ = ["Card", "card", "datasets", "load"]
