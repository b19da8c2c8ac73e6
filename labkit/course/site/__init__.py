"""The handbook: one site that works offline, with lessons, agenda, glossary, data cards and indicators."""
