"""Source files: reading, content hashes, spans, and finding the local modules of a script."""

from __future__ import annotations

import ast
import hashlib
import io
import os
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from reactfrag_compiler.diagnostics import CompileError, Diagnostic, Span, lines_of
from reactfrag_compiler.emit import show_bare_expressions
from reactfrag_compiler.scopes import Scope, children_of, scopes_of

MAIN = "main"
"""The module name of the script in node ids."""


NAMESAKE = "main.py"
"""The name of a local module that is called as the script is in node ids."""


def key_of(dotted: str) -> str:
    """The name by which a program knows the local module that is imported so."""
    return NAMESAKE if dotted == MAIN else dotted


class Placed(Protocol):
    """An AST node with a place in the source."""

    lineno: int
    end_lineno: int


@dataclass(eq=False)
class Module:
    """A parsed source file.

    One that a program names never changes, but for its tree and scope: those belong to
    the newest program of a line, whose compilation may have brought them up to date
    (see ``incremental``).
    """

    name: str
    """``main`` for the script, else the dotted name by which it is imported."""
    path: Path
    text: str
    digest: str
    tree: ast.Module
    scope: Scope
    """The scope of the module, from which those of its functions hang."""
    is_package: bool
    exported: frozenset[str] | None = None
    """What ``__all__`` says, where it is one list of texts."""
    walks: dict[ast.stmt, list[Placed]] = field(default_factory=dict, repr=False)
    """What stands below statements of the top level, where that was needed."""
    _parents: dict[ast.AST, ast.AST] = field(default_factory=dict, repr=False)
    _line_cache: list[str] = field(default_factory=list, repr=False)

    def span(self, node: ast.AST) -> Span:
        """Where a node of this module stands."""
        line = getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0)
        end_line = getattr(node, "end_lineno", None) or line
        end_column = getattr(node, "end_col_offset", None)
        return Span(
            str(self.path),
            line,
            self._characters(line, column) + 1,
            end_line,
            self._characters(end_line, column + 1 if end_column is None else end_column) + 1,
        )

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        rows = self._rows()
        return rows[number - 1] if 1 <= number <= len(rows) else ""

    def parents(self) -> dict[ast.AST, ast.AST]:
        """Each node of the tree -> the node it stands in; worked out when first asked for."""
        if not self._parents:
            self.find_parents(self.tree)
        return self._parents

    def find_parents(self, root: ast.AST) -> None:
        """Note what stands around the nodes below one."""
        pending, parents = [root], self._parents
        while pending:
            node = pending.pop()
            children = children_of(node)
            parents.update(dict.fromkeys(children, node))
            pending += children

    def forget_parents(self, root: ast.AST) -> bool:
        """Take back what stands around the nodes below one; whether that was known."""
        if not self._parents:
            return False
        for node in ast.walk(root):
            if node is not root:
                self._parents.pop(node, None)
        return True

    def replace_text(self, text: str, digest: str) -> None:
        """Take another text, when the tree has been made to be that text's."""
        self.text = text
        self.digest = digest
        self._line_cache = []

    def snapshot(self) -> Module:
        """The module as it is now, whatever text it takes later."""
        return replace(self, walks={}, _parents={}, _line_cache=list(self._line_cache))

    def span_of_name(self, node: ast.stmt, name: str) -> Span:
        """Where a definition says its name."""
        text = self.line(node.lineno)
        start = text.find(name, self._characters(node.lineno, node.col_offset) + 3)
        if start < 0:
            return self.span(node)
        return Span(str(self.path), node.lineno, start + 1, node.lineno, start + 1 + len(name))

    def _rows(self) -> list[str]:
        if not self._line_cache:
            self._line_cache.extend(lines_of(self.text))
        return self._line_cache

    def _characters(self, line: int, offset: int) -> int:
        """The column in characters of an offset in UTF-8 bytes, as the parser counts."""
        if self.text.isascii():
            return offset
        return len(self.line(line).encode()[:offset].decode(errors="replace"))


def digest_of(text: str) -> str:
    """The content hash of a source text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_source(path: Path) -> str:
    """The text of a Python file, decoded as Python would.

    Raises:
        CompileError: when it is missing, unreadable or not text.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _failure(path, f"there is no file {path}", "check the path") from None
    except IsADirectoryError:
        raise _failure(path, f"{path} is a folder", "name a Python file in it") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _failure(path, f"{path} cannot be read: {reason}", "") from error
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        return io.TextIOWrapper(io.BytesIO(raw), encoding, newline=None).read()
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise _failure(
            path, f"{path} is not Python source: {error}", "save it as UTF-8 text"
        ) from error


def parse_module(
    name: str, path: Path, text: str, *, is_package: bool = False, known: Module | None = None
) -> Module:
    """Parse a source text; a known module of the same name, place and content is given back.

    The script's bare expressions are shown on the page, so its tree already holds
    the calls that do that: what is analysed is what runs.

    Raises:
        CompileError: on a syntax error.
    """
    digest = digest_of(text)
    if known is not None and known.digest == digest and known.path == path and known.name == name:
        return known
    try:
        tree = ast.parse(text, str(path), "exec")
        if name != MAIN:
            # Python compiles it when it is imported; what is wrong should be known before.
            compile(tree, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CompileError([syntax_error(path, error)], {str(path): text}) from error
    except (RecursionError, MemoryError) as error:
        message = f"{path.name} is nested too deeply to be compiled"
        raise _failure(path, message, "", text) from error
    except ValueError as error:
        raise _failure(path, f"{path.name} cannot be parsed: {error}", "", text) from error
    if name == MAIN:
        show_bare_expressions(tree)
    scope = scopes_of(tree)
    exported = _exported(tree) if "__all__" in scope.names else None
    return Module(name, path, text, digest, tree, scope, is_package, exported)


def _exported(tree: ast.Module) -> frozenset[str] | None:
    """The names in ``__all__``, None where it is more than one list of texts."""
    found: frozenset[str] | None = None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "__all__":
            if found is not None or not isinstance(node.ctx, ast.Store):
                return None
            found = frozenset()
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            if isinstance(target, ast.Name) and target.id == "__all__":
                if not isinstance(value, (ast.List, ast.Tuple)):
                    return None
                texts = [item.value for item in value.elts if isinstance(item, ast.Constant)]
                known = frozenset(text for text in texts if isinstance(text, str))
                return known if len(texts) == len(value.elts) else None
    return None


def find_module(root: Path, dotted: str) -> tuple[Path, bool] | None:
    """The file of a local module, and whether it is a package.

    Parameters:
        root: the script's folder, which Python puts first on its search path.
        dotted: the absolute dotted name.
    """
    base = root.joinpath(*dotted.split("."))
    package = base / "__init__.py"
    if package.is_file():
        return package, True
    plain = base.with_name(base.name + ".py")
    if plain.is_file():
        return plain, False
    return None


def is_namespace(root: Path, dotted: str) -> bool:
    """Whether a dotted name is a folder without ``__init__.py`` that may hold modules."""
    return root.joinpath(*dotted.split(".")).is_dir()


def absolute_name(module: Module, level: int, dotted: str | None) -> str | None:
    """The absolute name of what ``from ..x import`` names in a module; None beyond the top."""
    if not level:
        return dotted
    if module.name == MAIN:
        return None
    parts = (MAIN if module.name == NAMESAKE else module.name).split(".")
    keep = len(parts) - level + (1 if module.is_package else 0)
    if keep <= 0:
        return None
    return ".".join([*parts[:keep], *([dotted] if dotted else [])])


def normal_path(path: Path | str) -> Path:
    """An absolute path without ``..``, links left as they are (as Python's importer does)."""
    return Path(os.path.abspath(path))


def texts(modules: Mapping[str, Module]) -> dict[str, str]:
    """File name -> source text."""
    return {str(module.path): module.text for module in modules.values()}


def _failure(path: Path, message: str, hint: str, text: str | None = None) -> CompileError:
    span = Span(str(path), 1, 1, 1, 1)
    sources = {} if text is None else {str(path): text}
    return CompileError([Diagnostic("RF100", "error", message, span, hint)], sources)


def syntax_error(path: Path, error: SyntaxError) -> Diagnostic:
    """The diagnostic of a syntax error."""
    line = max(error.lineno or 1, 1)
    column = max(error.offset or 1, 1)
    if isinstance(error, IndentationError) and error.text:
        column = len(error.text) - len(error.text.lstrip()) + 1
    end_line = max(error.end_lineno or line, line)
    end_column = error.end_offset or 0
    if end_line == line and end_column <= column:
        end_column = column + 1
    span = Span(str(path), line, column, end_line, max(end_column, 1))
    what = "wrong indentation" if isinstance(error, IndentationError) else "syntax error"
    return Diagnostic("RF100", "error", f"{what}: {error.msg}", span)
