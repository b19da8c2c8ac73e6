# Settings of nbgrader for this course. "labkit release", "labkit grade" and "labkit feedback" read them, and so do
# nbgrader's own commands and the formgrader when they are started in this folder.
import os

c = get_config()

here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(os.path.join(here, "class"), exist_ok=True)  # the gradebook needs its folder

# Where things are. Always "/": nbgrader puts these names into regular expressions.
c.CourseDirectory.root = here
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# What trainees hand in is in class/submitted. "labkit grade" copies it to class/accepted, repaired where needed.
c.CourseDirectory.submitted_directory = "class/accepted"
c.CourseDirectory.autograded_directory = "class/autograded"
c.CourseDirectory.feedback_directory = "class/feedback"
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(here, "class", "gradebook.db")
# The catalogue holds the answers: it stays with the master.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "catalogue*.py"]

# What trainees find where the master has the answer.
c.ClearSolutions.code_stub = {
    "python": "# Write your answer in place of the three dots. Then run this cell and the next one."
}
c.ClearSolutions.text_stub = "Write your answer here."

# The key of the visible checks is added to what nbgrader makes.
c.GenerateAssignment.post_convert_hook = "labkit.course.exercises.releasing.add_key"

# Grading: as nbgrader does it, but in the Python that runs labkit, on other data than the lesson's.
c.Autograde.autograde_preprocessors = [
    "labkit.course.grading.kernel.GradingExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "labkit.course.grading.saving.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Hand-ins run in a sandbox; "labkit doctor" says how to get one. Where there is none, the formgrader's own button
# grades only with the next line, without its "#": hand-ins can then read and change your files.
# c.GradingExecute.unsafe = True
c.Execute.timeout = 60  # seconds for one cell; an endless loop costs that much
c.OverwriteCells.add_missing_cells = True  # a check that a trainee deleted comes back

# Feedback pages that need no network.
c.GenerateFeedback.exporter_class = "labkit.course.feedback.page.FeedbackExporter"
