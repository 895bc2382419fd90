"""``docs/diagnostics.md``: a section for each code, whose examples do what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reactfrag_compiler import CODES, CompileError, Diagnostic, compile_program

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"
_HEADING = re.compile(r"^## (RF\d+)$")
_FENCE = re.compile(r"^```(?:python)?(?: (\S+))?$")


@dataclass
class Section:
    """One code: its first words, and examples that trigger it and that do not."""

    code: str
    text: str = ""
    bad: dict[str, str] = field(default_factory=dict)
    good: dict[str, str] = field(default_factory=dict)


def read_sections() -> list[Section]:
    """The sections of the page that are about a code."""
    sections: list[Section] = []
    block: list[str] | None = None
    name = ""
    files: dict[str, str] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        heading = _HEADING.match(line)
        fence = _FENCE.match(line)
        if heading:
            sections.append(Section(heading[1]))
            files = sections[-1].bad
        elif fence and block is not None:
            if sections:
                files[name] = "\n".join(block) + "\n"
            block = None
        elif fence:
            block, name = [], fence[1] or "app.py"
            if sections and name == "instead":
                files, name = sections[-1].good, "app.py"
        elif block is not None:
            block.append(line)
        elif sections and line and not sections[-1].text:
            sections[-1].text = line
    return sections


SECTIONS = read_sections()


def diagnose(files: dict[str, str], folder: Path) -> tuple[Diagnostic, ...]:
    """What the compiler says of an example."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        return compile_program(folder / "app.py").diagnostics
    except CompileError as error:
        return error.diagnostics


def test_every_code_has_its_section_in_order():
    assert [section.code for section in SECTIONS] == list(CODES)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_a_section_says_what_the_code_stands_for(section: Section):
    said = re.match(r"\*\*(.+?)\.\*\*", section.text)
    assert said is not None
    assert said[1].lower() == CODES[section.code].lower()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_an_example_triggers_its_code_and_no_other(section: Section, tmp_path: Path):
    found = diagnose(section.bad, tmp_path)
    allowed = {section.code, "RF108"} if section.code in ("RF108", "RF114") else {section.code}
    assert section.code in {one.code for one in found}
    assert {one.code for one in found} <= allowed


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_a_severity_is_as_the_section_says(section: Section, tmp_path: Path):
    severity = next(o.severity for o in diagnose(section.bad, tmp_path) if o.code == section.code)
    assert re.search(rf"\bAn? {severity}\b|\b{severity}\b", section.text, re.IGNORECASE)


@pytest.mark.parametrize(
    "section", [s for s in SECTIONS if s.good], ids=lambda section: section.code
)
def test_what_the_section_advises_is_clean(section: Section, tmp_path: Path):
    assert diagnose(section.good, tmp_path) == ()
