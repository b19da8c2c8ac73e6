"""What a trainee reads where a name does not exist."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from labkit.checks import Catalogue, Question, key_text, make_key

RATE = Question("q2", 2, "number", lambda survey: 12.3)
JOBS = Question("q1", 2, "choice", {"Sokha": "formal"}, words=("formal", "informal"))
LETTER = Question("q6", 1, "choice", "B", words=("A", "B"))
KINDS = Question("q7", 1, "choice", {"one": "flow"}, words=("flow", "outside", "option", "not known"))
CELLS = """
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="nocolor")
shell.run_cell("from labkit import checks; exercise = checks.exercise('toy'); lfs = 1")
for cell in sys.argv[1:]:
    ran = shell.run_cell(cell, store_history=True)
    print("error:", type(ran.error_in_exec).__name__)
"""


def shown(*cells: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        key = make_key(Catalogue("toy", (RATE, JOBS, LETTER, KINDS)), survey=None)
        Path(folder, "checks.json").write_text(key_text(key))
        words = [sys.executable, "-c", CELLS, *cells]
        return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("cell", "name", "hint"),
    [
        ("exercise.check('q1', jobs)", "jobs", "Run the answer cell above first"),
        ("exercise.check('q6', sentence)", "sentence", "Run the answer cell above first"),
        ("rate = lfss", "lfss", "Did you mean 'lfs'?"),
        ("exercise.check('q2', lfss)", "lfss", "Did you mean 'lfs'?"),
        ("import labkit as lk; lk.dialogue\ngap = union_density(lfs)", "union_density", "lk.dialogue.union_density"),
        ("sentence = A", "A", 'in quotation marks: "A"'),
    ],
)
def test_a_missing_name_is_explained(cell: str, name: str, hint: str) -> None:
    text = shown(cell)
    assert f"NameError: there is no '{name}' here yet." in text
    assert hint in text
    assert "Traceback" not in text and "---" not in text
    assert "error: NameError" in text  # for nbgrader the cell has failed


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("flows = 1\nkind = flow", "flow"),
        ("kind = outside", "outside"),
        ("kind = option", "option"),
        ("kind = Formal", "Formal"),
        ("kind = not known", "not known"),
    ],
)
def test_a_word_of_a_question_without_its_marks_is_no_misspelt_name(cell: str, word: str) -> None:
    text = shown(cell)
    assert f'A word stands in quotation marks: "{word}".' in text
    assert "Did you mean" not in text


def test_ipythons_own_names_are_no_advice() -> None:
    text = shown("x = outt", "x = opan", "x = lfss")
    assert "'Out'" not in text and "'open'" not in text and "Did you mean 'lfs'?" in text


def test_a_number_that_python_cannot_read_is_answered_with_how_to_write_it() -> None:
    text = shown("rate = 90,0 %", "rate = ៩០.០", "n = 290 000  # people", "y = = 1", "z = 90,0", "n = 290k")
    for typed in ("90,0 %", "៩០.០", "290 000", "290k"):
        assert f"Python cannot read this as a number: {typed}\n" in text
    assert text.count("Write a number with Latin digits and a point for the decimals") == 4
    assert text.count("SyntaxError: invalid syntax") == 1


@pytest.mark.parametrize("cell", ['t["flags"]', 't["flags"].value_counts()', 't.loc[:, "flags"]'])
def test_a_missing_column_is_explained(cell: str) -> None:
    text = shown('import pandas as pd; t = pd.DataFrame({"flag": ["U"], "n": [9]})', cell)
    assert "KeyError: this table has no column 'flags'." in text
    assert "one of flag, n" in text and "Did you mean 'flag'?" in text
    assert "Traceback" not in text
    assert "error: KeyError" in text


def test_a_text_among_numbers_is_explained() -> None:
    text = shown("work = 5", 'round(100 / (work + "unemployed"), 2)')
    assert "TypeError: a number and a text cannot be calculated together." in text
    assert "without quotation marks" in text and "Traceback" not in text


@pytest.mark.parametrize(
    ("cell", "problem", "hint"),
    [
        ("lk.labour.unemploymnt_rate(lfs)", "there is no 'unemploymnt_rate' in lk.labour", "'unemployment_rate'"),
        ("lk.labor.unemployment_rate(lfs)", "there is no 'labor' in lk", "'labour'"),
        ("lk.labour.xxxxxx", "there is no 'xxxxxx' in lk.labour", "press the Tab key"),
        ("s.totl()", "there is no 'totl' in a Survey", "'total'"),
        ('t["flag"].means()', "there is no 'means' in a Series", "'mean'"),
        ('lk.labour.neet_rate(s, bye="sex")', "neet_rate has no option 'bye'", "'by'"),
        ('s.total(bye="flag")', "total has no option 'bye'", "'by'"),
        ("s.difference(lk.labour.neet_rate)", "difference needs 'between' too", "spelt"),
        ("lk.compare.change(t, t)", "change needs 'later' too", "the name of a function, without (lfs) behind it"),
        ("t - t", "two tables cannot be added or subtracted", "an interval of its own"),
        ("t = {“a”: 1}", "straight quotation marks only", 'as in t = {"a": 1}'),
        ("print(len([1, 2])", "a bracket is opened, and not closed", "each ( needs its )"),
    ],
)
def test_a_slip_in_a_line_of_code_is_explained(cell: str, problem: str, hint: str) -> None:
    table = 't = pd.DataFrame({"flag": ["U", ""], "n": [9, 9]})'
    text = shown(f"import labkit as lk, pandas as pd; {table}; s = lk.Survey(t)", cell)
    assert problem in text and hint in text
    assert "Traceback" not in text and "File " not in text


def test_other_errors_look_as_ever() -> None:
    text = shown("1 / 0", "def f():\n    print(y)\n    y = 1\nf()", "import textwrap; textwrap.wrap(2)")
    text += shown('{"a": 1}["b"]', "len(3)", "import textwrap; textwrap.wrap('a', wide=2)")
    assert "unexpected keyword argument 'wide'" in text
    assert "KeyError" in text and "TypeError" in text and "this table" not in text
    assert "ZeroDivisionError" in text and "Traceback" in text
    assert "UnboundLocalError" in text
    assert "there is no" not in text


def test_after_an_answer_that_stopped_it_is_said_which_answer_is_judged() -> None:
    check, said = "exercise.check('q2', rate)", "The cell that ran before this one stopped with an error."
    assert said in shown("rate = 12.3", "rate = 1 / 0", check)
    assert said not in shown("rate = 1 / 0", "rate = 5", check, check)  # a check that says no is no such error


@pytest.mark.parametrize(
    ("cell", "said", "hint"),
    [
        ('print(["sex")', "a bracket is closed by one of another kind.", "is closed by ]"),
        ("round(1))", "a bracket closes that was not opened.", "take one out"),
        ('print("sex)', "a quotation mark is missing.", 'one mark on each side: "sex"'),
        ("print(new=800,000, end='')", "Python reads one number as two.", "800_000"),
        ("print(new=800 000)", "Python reads one number as two.", "800_000"),
        ("print(sep=0,9)", "Python reads one number as two.", "behind a point: 0.9"),
        ("print([0,64, 0,05])", "Python reads one number as two.", "behind a point: 0.05"),
        ("print(end=90%)", "Python knows no percent sign.", "Take the sign % out"),
        ('print(1 "sex")', "perhaps a comma", "A comma parts two things"),
    ],
)
def test_a_line_that_is_no_python_is_explained(cell: str, said: str, hint: str) -> None:
    text = shown(cell)
    assert said in text and hint in text and cell in text
    assert "Traceback" not in text and "---" not in text


def test_a_column_without_quotation_marks_is_explained() -> None:
    text = shown("import pandas as pd; t = pd.DataFrame({'area': [1]}); by_area = 1", "t.groupby(area)")
    assert 'The name of a column stands in quotation marks: "area".' in text


def test_a_name_that_a_blank_would_make_is_asked_for_by_its_blank() -> None:
    blank = "from labkit.course.lessons.fill_in import notice_blanks; notice_blanks()"
    text = shown(blank, "option = sum(___)", "option")
    assert "A blank is still to be filled in." in text
    assert "A cell above still holds a blank, ___." in text
