"""The compiler rarely cries wolf: few keys that it cannot know, few edges that nothing shows."""

from __future__ import annotations

import pytest

from tests.compiler.precision import DEMOS, EXAMPLES, TABLES, WIDE_ON_PURPOSE, of_scripts, of_tables

pytestmark = pytest.mark.filterwarnings("ignore")
"""Some cases do what no script should."""


def test_examples():
    figures = of_scripts([*EXAMPLES, *DEMOS])
    assert figures.share < 0.05, figures
    assert figures.ratio <= 1.3, figures


def test_the_table_of_cases():
    figures = of_tables(path for path in TABLES if path.stem not in WIDE_ON_PURPOSE)
    assert figures.share < 0.05, figures
    assert figures.ratio <= 1.3, figures
