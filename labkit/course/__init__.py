"""Running the course: lessons and their editions, exercises, grading, and the command line.

This floor may use the statistics in `labkit`; the statistics never use this floor.
"""
