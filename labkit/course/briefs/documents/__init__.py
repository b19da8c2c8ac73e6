"""A brief as PDF, Word document and web page."""
