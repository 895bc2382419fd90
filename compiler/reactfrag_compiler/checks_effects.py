"""RF112 and RF113: fragments that change what is not theirs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from reactfrag_compiler.diagnostics import Diagnostic
from reactfrag_compiler.effects import Impurity
from reactfrag_compiler.facts import Facts
from reactfrag_compiler.source import MAIN, Module
from reactfrag_compiler.values import Fragment

_SURE = re.compile(r"(changes its argument|changes the global|binds the global) `([^`]*)`")
_DEFAULT = re.compile(r"changes a default of `([^`]*)`")
_MAYBE = re.compile(r"may change `([^`]*)` in place")
_ASSIGNED = re.compile(r"\s*(?:[-+*/%|&^@]|//|\*\*|<<|>>)?=(?!=)")


def check_effects(facts: Facts) -> Iterator[Diagnostic]:
    """RF112 and RF113. Once for each place, in the fragment that is nearest to it."""
    found: dict[tuple[str, int, int], tuple[str, Impurity]] = {}
    for id_, fragment in facts.fragments.items():
        impurities = facts.nodes[id_].effects.impurities
        # A method of something that is not known may change it, and most often does not.
        guessed = {one.span for one in impurities if one.kind == "unknown"}
        for one in impurities:
            name = _changed(facts, one) if one.kind in ("argument", "global") else None
            default = _DEFAULT.search(one.message)
            if default is not None and default[1] == fragment.scope.name:
                # Of a helper, it may be a table that is meant to be kept.
                name = default[1]
            if name is None or one.span in guessed:
                continue
            if one.kind == "argument" and (
                _is_rebound(fragment, name) or _is_own_table(fragment, name)
            ):
                continue
            place = (one.span.file, one.span.line, one.span.column)
            known = found.get(place)
            if known is None or len(one.via) < len(known[1].via):
                found[place] = (id_, one)
    for id_, one in found.values():
        yield _describe(facts, id_, one)


def _changed(facts: Facts, one: Impurity) -> str | None:
    """The name of what is certainly changed."""
    sure = _SURE.search(one.message)
    if sure is not None:
        return sure[2]
    maybe = _MAYBE.search(one.message)
    if maybe is None or one.span.line != one.span.end_line:
        return None
    # An item or attribute of something that is not known is assigned to.
    module = _module(facts, one.span.file)
    line = "" if module is None else module.line(one.span.line)
    text = line[one.span.column - 1 : one.span.end_column - 1]
    rest = line[one.span.end_column - 1 :]
    is_part = text.startswith(maybe[1]) and text != maybe[1]
    if one.kind == "global" and not _is_assigned(module, maybe[1]):
        # It came from outside, and may be anything.
        return None
    return maybe[1] if is_part and _ASSIGNED.match(rest) else None


def _is_assigned(module: Module | None, name: str) -> bool:
    """Whether a name is a global variable of a module, and not only imported there."""
    if module is None or name not in module.scope.names:
        return False
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for statement in module.scope.imports
        for alias in statement.names
    }
    return name not in imported


def _is_rebound(fragment: Fragment, name: str) -> bool:
    """Whether a fragment gives an argument another value: what it changes may be a copy."""
    augmented: set[ast.AST] = set()
    for node in ast.walk(fragment.scope.node):
        if isinstance(node, ast.AugAssign):
            augmented.add(node.target)
        elif (
            isinstance(node, ast.Name)
            and node.id == name
            and isinstance(node.ctx, ast.Store)
            and node not in augmented
        ):
            return True
    return False


def _is_own_table(fragment: Fragment, name: str) -> bool:
    """Whether it is the table of ``**kwargs``, which each call makes anew."""
    spec = getattr(fragment.scope.node, "args", None)
    kwarg = spec.kwarg if isinstance(spec, ast.arguments) else None
    return kwarg is not None and kwarg.arg == name


def _module(facts: Facts, file: str) -> Module | None:
    return next((m for m in facts.modules.values() if str(m.path) == file), None)


def _describe(facts: Facts, id_: str, one: Impurity) -> Diagnostic:
    name = _changed(facts, one) or ""
    via = f", through {' and '.join(one.via)}," if one.via else ""
    who = f"the fragment {facts.nodes[id_].title}{via}"
    if _DEFAULT.search(one.message):
        return Diagnostic(
            "RF112",
            "warning",
            f"{who} changes a default of its own arguments, which all its calls share",
            one.span,
            "make it in each call: `argument=None`, and `if argument is None: argument = ...`; "
            "what is to be kept goes into session_state",
        )
    if one.kind == "argument" and name == "self":
        return Diagnostic(
            "RF112",
            "warning",
            f"{who} changes the object whose method it is",
            one.span,
            "what shows it is not run again, and a full run may make the object anew: keep the "
            "value in session_state, where a change is noticed",
        )
    if one.kind == "argument":
        return Diagnostic(
            "RF112",
            "warning",
            f"{who} changes its argument {name}",
            one.span,
            "the caller is not run again, and a full run hands in the value anew: change a copy, "
            "or keep the value in session_state, where a change is noticed",
        )
    module, _, variable = name.rpartition(".")
    home = _module(facts, one.span.file)
    in_script = not module and (home is None or home.name == MAIN)
    keep = f"keep it in session_state (`session_state.{variable}`)"
    advice = (
        f"a full run makes it anew, and the change is lost: {keep}"
        if in_script
        else f"all sessions share it, and those of others do not notice: {keep}, or let "
        "`cache_data` keep results"
    )
    return Diagnostic(
        "RF113",
        "warning",
        f"{who} changes the global variable {name}",
        one.span,
        advice,
    )
