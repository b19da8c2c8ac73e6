"""Cells that prove what a lesson states: they run in every build, nobody sees them, and a false statement stops it."""

from __future__ import annotations

import nbformat


def build(toy, labkit_command, root, claim):
    proof = toy.code(claim)
    proof.metadata["tags"] = ["proof"]
    cells = [toy.text("## One"), toy.code("rate = 12"), proof]
    toy.save(toy.new_course(root), "day2/2.1-toy", toy.notebook("2.1", "A toy", cells))
    return labkit_command("--course", root, "build")


def test_a_true_statement_leaves_no_trace(toy, labkit_command, tmp_path):
    assert build(toy, labkit_command, tmp_path, "assert rate > 10  # men more often").code == 0
    folder = tmp_path / "build/cambodia/day2/2.1-toy"
    for name in ("trainee.ipynb", "facilitator.ipynb"):
        assert "assert" not in str(nbformat.read(folder / name, as_version=4))
    assert "assert" not in (folder / "facilitator.html").read_text("utf-8")


def test_a_false_one_is_named(toy, labkit_command, tmp_path):
    ran = build(toy, labkit_command, tmp_path, "assert rate > 20")
    assert ran.code == 1
    assert "states what the data contradict" in ran.err
