"""The commands for the class's week outside the lessons: groups, knowledge test, reviews, the end of the week."""
