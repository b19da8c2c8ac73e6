"""The data sets beside the survey: registers, counts and other sources."""
