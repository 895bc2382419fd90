"""Every row of what a fragment does has a test, and the table in the docs says which."""

from __future__ import annotations

import pytest
import rows

MISSING: set[str] = set()
"""Rows that nothing proves yet: exactly these. It only ever shrinks."""


def test_the_table_is_up_to_date():
    assert rows.TARGET.read_text(encoding="utf-8") == rows.generate(), "run python scripts/rows.py"


def test_every_row_has_a_test():
    assert rows.missing() == MISSING


SOURCE = '''
"""About tables (H2)."""

def test_f1_g1_both(): ...

def test_named_by_its_docstring():
    """F13, and not F99."""

class TestGroup:
    async def test_of_the_module(self): ...

def helper():
    """H1."""
'''


def test_rows_are_read_from_names_and_docstrings():
    assert sorted(rows._in_python(SOURCE)) == [
        ("F1", "test_f1_g1_both"),
        ("F13", "test_named_by_its_docstring"),
        ("G1", "test_f1_g1_both"),
        ("H2", "test_of_the_module"),
    ]


@pytest.mark.parametrize("row", rows.ROWS)
def test_every_row_says_something(row):
    assert rows.ROWS[row].endswith(".")
    assert row[0] in rows.PARTS
