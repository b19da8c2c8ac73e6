"""The course around the lessons: days, links, downloads, the site for trainees."""
