"""What an error says, and how it looks in a notebook."""

import pickle

import pytest

from labkit.errors import ColumnError, LabkitError, OptionError, first_few, one_of


def test_message_has_all_parts() -> None:
    error = OptionError("Wrong.", where="here", got="this", expected="that", hint="Do it again.")
    lines = str(error).splitlines()
    assert lines == [
        "Wrong.",
        "  where:    here",
        "  found:    this",
        "  expected: that",
        "  try:      Do it again.",
    ]


def test_a_notebook_shows_the_message_alone() -> None:
    assert ColumnError("Missing.")._render_traceback_() == ["ColumnError: Missing."]


def test_it_can_be_caught_as_what_python_calls_it() -> None:
    with pytest.raises(KeyError):
        raise ColumnError("Missing.")
    with pytest.raises(ValueError, match="Wrong"):
        raise OptionError("Wrong.")


def test_it_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ColumnError("Missing.", got="x", hint="Look again.")))
    assert isinstance(error, LabkitError)
    assert str(error) == "Missing.\n  found:    x\n  try:      Look again."


def test_one_of_names_the_options() -> None:
    one_of("shape", "round", ["round", "square"], where="draw")
    with pytest.raises(OptionError, match=r"'round' or 'square'(.|\n)*Did you mean 'round'"):
        one_of("shape", "rond", ["round", "square"], where="draw")


def test_first_few_counts_the_rest() -> None:
    assert first_few([1, 2, 3]) == "1, 2, 3"
    assert first_few(range(9)) == "0, 1, 2, 3, 4 … (9 in all)"
