"""The knowledge test before and after the week: it tests the course, not the people."""
