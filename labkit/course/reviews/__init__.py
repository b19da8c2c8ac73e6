"""The peer review of the briefs: who reviews whom, anonymous packets, forms, marks."""
