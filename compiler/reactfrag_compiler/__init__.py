"""The compiler: a top-to-bottom script in, a program of nodes and their dependencies out."""

from reactfrag_compiler.compile import compile_program
from reactfrag_compiler.diagnostics import CODES, CompileError, Diagnostic, Note, Span, render_all
from reactfrag_compiler.effects import Effects, GlobalName, Impurity
from reactfrag_compiler.graph import affected, after_event, generations
from reactfrag_compiler.keys import ANY, APP_PREFIX, Key, object_of
from reactfrag_compiler.program import Access, Call, Node, Program, ProgramDiff, diff_programs

__all__ = [
    "ANY",
    "APP_PREFIX",
    "CODES",
    "Access",
    "Call",
    "CompileError",
    "Diagnostic",
    "Effects",
    "GlobalName",
    "Impurity",
    "Key",
    "Node",
    "Note",
    "Program",
    "ProgramDiff",
    "Span",
    "affected",
    "after_event",
    "compile_program",
    "diff_programs",
    "generations",
    "object_of",
    "render_all",
]
