"""Comments that silence diagnostics.

``# reactfrag: ignore[RF101]`` silences those codes on its line, without codes all of
them; ``# reactfrag: ignore-file[RF101]``, on any line, in its whole file.
"""

from __future__ import annotations

import difflib
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reactfrag_compiler.diagnostics import CODES, Diagnostic, Span
from reactfrag_compiler.source import Module

_COMMENT = re.compile(r"#\s*reactfrag:\s*(ignore(?:-file)?)\b(?:\s*\[([^\]]*)\])?")
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment."""

    line: int
    whole_file: bool
    codes: frozenset[str]
    """Empty: all of them."""
    words: tuple[tuple[str, Span], ...]
    """The codes as they are written, and where."""

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether it silences a diagnostic of its file."""
        if self.codes and diagnostic.code not in self.codes:
            return False
        span = diagnostic.span
        return self.whole_file or self.line in (span.line, span.end_line)


def suppressions_of(module: Module) -> tuple[Suppression, ...]:
    """The comments of a module that silence diagnostics."""
    if "reactfrag:" not in module.text:
        return ()
    return tuple(_read(module))


def _read(module: Module) -> Iterator[Suppression]:
    file = str(module.path)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(module.text).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    for token in tokens:
        match = _COMMENT.search(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        line, start = token.start
        words = tuple(
            (
                word[0],
                Span(file, line, at + 1, line, at + 1 + len(word[0])),
            )
            for word in _WORD.finditer(match[2] or "")
            for at in [start + match.start(2) + word.start()]
        )
        codes = frozenset(word for word, _ in words)
        yield Suppression(line, match[1] == "ignore-file", codes, words)


def unsuppressed(diagnostics: Iterable[Diagnostic], modules: Iterable[Module]) -> list[Diagnostic]:
    """The diagnostics that no comment silences."""
    found = {str(module.path): suppressions_of(module) for module in modules}
    return [
        one
        for one in diagnostics
        if not any(comment.covers(one) for comment in found.get(one.span.file, ()))
    ]


def unknown_codes(modules: Iterable[Module]) -> Iterator[Diagnostic]:
    """RF117. A comment names a code that does not exist, and so silences nothing."""
    for module in modules:
        for comment in suppressions_of(module):
            for word, span in comment.words:
                if word not in CODES:
                    close = difflib.get_close_matches(word.upper(), CODES, n=1)
                    yield Diagnostic(
                        "RF117",
                        "warning",
                        f"there is no diagnostic {word}, so naming it here silences nothing",
                        span,
                        f"did you mean {close[0]}?"
                        if close
                        else "`reactfrag check` prints the code of each diagnostic",
                    )
