"""The class's week outside the lessons: groups, presentations, the evaluation of the course, certificates."""
