"""Operators, comparisons, and texts that are put together."""

from __future__ import annotations

import ast
from itertools import product

from reactfrag_compiler.access import read as read_key
from reactfrag_compiler.addresses import show
from reactfrag_compiler.classes import (
    call_special,
    lookup,
    operate,
    operate_inside,
    without_members,
)
from reactfrag_compiler.containers import consume, elements_of_box
from reactfrag_compiler.effect_notes import use_up
from reactfrag_compiler.evaluation import evaluate, handles
from reactfrag_compiler.items import elements, examine
from reactfrag_compiler.keys import Key
from reactfrag_compiler.library import new_object
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import opaque
from reactfrag_compiler.values import (
    EMPTY,
    LIBRARY_KINDS,
    OPAQUE,
    SCALAR,
    UNKNOWN,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Atom,
    Box,
    Const,
    Growth,
    Held,
    Instance,
    StateObject,
    Text,
    Value,
    join,
)

_PLAIN_TESTS = (ast.Is, ast.IsNot, ast.In, ast.NotIn)
MAX_PRODUCT = 64
"""Known texts that one f-string may give; more are a pattern."""
MAX_TEXTS_AT_SITE = 256
"""Texts that one place may put together in one context; more are a pattern."""
MAX_ROUNDS = 3
"""Visits that may each add to them."""


@handles(ast.BinOp)
def _binary(frame: Frame, node: ast.BinOp) -> Value:
    # A long sum is a deep tree that leans to the left.
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = evaluate(frame, chain[-1].left)
    for link in reversed(chain):
        value = combine(frame, link, link.op, value, evaluate(frame, link.right))
    return value


def combine(frame: Frame, node: ast.AST, op: ast.operator, left: Value, right: Value) -> Value:
    """``left op right``."""
    result = operate(frame, node, left) | operate(frame, node, right)
    left, right = without_members(left), without_members(right)
    if isinstance(op, ast.Add):
        return result | _add(frame, node, left, right)
    if isinstance(op, ast.Mod):
        operate_inside(frame, node, right)
        if any(_is_text(atom) for atom in left):
            show(frame, node, right)
        # A text with named fields looks them up.
        examine(frame, node, right)
        texts = [atom for atom in left if _is_text(atom)]
        if texts:
            return result | frozenset(frame.machine.text(_percent_parts(a)) for a in texts)
    return result | _arithmetic(left | right, frame, node)


def _arithmetic(value: Value, frame: Frame, node: ast.AST) -> Value:
    """Numbers give numbers; containers may give containers of the same things."""
    boxes = [a for a in value if isinstance(a, Box) and a.kind not in OPAQUE]
    result = EMPTY
    kinds = [box.kind for box in boxes if box.kind in LIBRARY_KINDS]
    if kinds:
        result = new_object(frame, node, kinds[0])
        boxes = [box for box in boxes if box.kind not in LIBRARY_KINDS]
    if boxes:
        box = frame.machine.box(frame.ctx, (node, "op"), boxes[0].kind)
        for old in boxes:
            frame.machine.add(box.rest, elements_of_box(frame, old))
            names = frozenset(frame.machine.const(key) for key in old.items)
            frame.machine.add(box.keys, names | frame.read(old.keys))
        # The sum of two lists holds what they hold.
        frame.machine.add(box.rest, frozenset(a for a in value if isinstance(a, Held)))
        result |= {box}
    plain = not boxes and all(isinstance(a, (Const, Text, Box)) or a is SCALAR for a in value)
    if boxes and all(isinstance(a, (Box, Const, Text)) or a is SCALAR for a in value):
        return result
    return result | (V_SCALAR if plain else V_UNKNOWN)


def _add(frame: Frame, node: ast.AST, left: Value, right: Value) -> Value:
    lefts = [atom for atom in left if _is_text(atom)]
    rights = [atom for atom in right if _is_text(atom)]
    result = EMPTY
    if lefts or rights:
        ends = [*lefts, *([SCALAR] if len(lefts) < len(left) else [])]
        starts = [*rights, *([SCALAR] if len(rights) < len(right) else [])]
        pairs = [(a, b) for a in ends for b in starts if _is_text(a) or _is_text(b)]
        result |= texts_of(frame, node, [[a, b] for a, b in pairs])
    others = frozenset(a for a in left | right if not _is_text(a))
    if (lefts and len(lefts) == len(left)) or (rights and len(rights) == len(right)):
        # With a text at one end it is a text, or a table of texts, which is no key.
        if any(a is UNKNOWN for a in others):
            result |= opaque(frame, node, EMPTY, "made") - V_UNKNOWN
    elif others:
        result |= _arithmetic(others, frame, node)
    return result


def texts_of(frame: Frame, node: ast.AST, sequences: list[list[Atom]]) -> Value:
    """Texts put together from parts.

    A place that makes others on every visit builds on its own results (``k += "x"`` in
    a loop): it then gives the pattern of what they have in common.
    """
    growth = frame.ctx.texts.get(node)
    if growth is None:
        growth = frame.ctx.texts[node] = Growth()
    made = {_concatenate(sequence) for sequence in sequences}
    if growth.ends is None:
        if growth.texts and not made <= growth.texts:
            growth.rounds += 1
        growth.texts |= made
        if growth.rounds <= MAX_ROUNDS and len(growth.texts) <= MAX_TEXTS_AT_SITE:
            return frozenset(frame.machine.text(parts) for parts in made)
        made = growth.texts
        first = next(iter(made))
        growth.ends = (first[0], first[-1])
    start, end = growth.ends
    for parts in made:
        while not parts[0].startswith(start):
            start = start[:-1]
        while not parts[-1].endswith(end):
            end = end[1:]
    growth.ends = (start, end)
    return frozenset({frame.machine.text((start, end))})


def join_texts(frame: Frame, node: ast.AST, between: Atom, given: Value) -> Value:
    """``between.join(given)``, where the items are known one by one; else a text."""
    sequences: list[list[Atom]] = []
    for atom in given:
        if not isinstance(atom, Box) or frame.read(atom.rest) or atom.kind in OPAQUE:
            return V_SCALAR
        choices: list[list[Atom]] = []
        for index in range(len(atom.items)):
            cell = atom.items.get(index)
            value = frame.read(cell) if cell is not None else EMPTY
            texts: list[Atom] = [a for a in value if _is_text(a)]
            choices += [[between]] if index else []
            choices.append(texts if len(texts) == len(value) == 1 else [SCALAR])
        sequences += [list(parts) for parts in product(*choices)]
    return texts_of(frame, node, sequences) if sequences else V_SCALAR


def _concatenate(sequence: list[Atom]) -> tuple[str, ...]:
    parts = [""]
    for atom in sequence:
        if isinstance(atom, Text):
            parts[-1] += atom.parts[0]
            parts.extend(atom.parts[1:])
        elif isinstance(atom, Const):
            parts[-1] += str(atom.value)
        else:
            parts.append("")
    return Key.pattern(parts).parts


def _is_text(atom: Atom) -> bool:
    return isinstance(atom, Text) or (isinstance(atom, Const) and isinstance(atom.value, str))


def _percent_parts(atom: Atom) -> tuple[str, ...]:
    """The literal parts of a ``%`` format text."""
    texts = atom.parts if isinstance(atom, Text) else (str(getattr(atom, "value", "")),)
    parts: list[str] = []
    for text in texts:
        current, index = "", 0
        while index < len(text):
            if text[index] != "%":
                current += text[index]
            elif text[index : index + 2] == "%%":
                current += "%"
                index += 1
            else:
                index += 1
                while index < len(text) and not text[index].isalpha():
                    index += 1
                parts.append(current)
                current = ""
            index += 1
        parts.append(current)
    return tuple(parts)


@handles(ast.UnaryOp)
def _unary(frame: Frame, node: ast.UnaryOp) -> Value:
    value = evaluate(frame, node.operand)
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        number = node.operand.value
        if isinstance(number, int):
            return frozenset({frame.machine.const(-number)})
    result = operate(frame, node, value)
    return result | (V_SCALAR if isinstance(node.op, ast.Not) else _arithmetic(value, frame, node))


@handles(ast.BoolOp)
def _boolean(frame: Frame, node: ast.BoolOp) -> Value:
    values = [evaluate(frame, part) for part in node.values]
    for value in values[:-1]:
        operate(frame, node, value)
    return join(values)


@handles(ast.Compare)
def _compare(frame: Frame, node: ast.Compare) -> Value:
    left = evaluate(frame, node.left)
    compared = left
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = evaluate(frame, comparator)
        compared |= right
        if isinstance(op, (ast.In, ast.NotIn)):
            _contains(frame, node, left, right)
        elif not isinstance(op, (ast.Is, ast.IsNot)):
            operate(frame, node, left)
            operate(frame, node, right)
            operate_inside(frame, node, left | right)
        left = right
    kinds = [a.kind for a in compared if isinstance(a, Box) and a.kind in LIBRARY_KINDS]
    if kinds and not isinstance(node.ops[0], _PLAIN_TESTS):
        return new_object(frame, node, kinds[0])
    return V_SCALAR


def _contains(frame: Frame, node: ast.AST, item: Value, container: Value) -> None:
    use_up(frame, node, Args((container,)))
    for atom in container:
        if isinstance(atom, StateObject):
            read_key(frame, node, atom, item)
        elif isinstance(atom, Instance):
            if lookup(frame, atom.type, "__contains__") - V_UNKNOWN:
                call_special(frame, node, atom, "__contains__", Args((item,)))
            else:
                operate(frame, node, elements(frame, node, frozenset({atom})))
        elif isinstance(atom, (Box, Held)):
            consume(frame, node, frozenset({atom}))
    operate(frame, node, item)
    operate_inside(frame, node, item | container)


@handles(ast.IfExp)
def _if_expression(frame: Frame, node: ast.IfExp) -> Value:
    operate(frame, node, evaluate(frame, node.test))
    return evaluate(frame, node.body) | evaluate(frame, node.orelse)


@handles(ast.JoinedStr)
def _joined(frame: Frame, node: ast.JoinedStr) -> Value:
    choices: list[list[Atom]] = []
    count = 1
    for part in node.values:
        if isinstance(part, ast.Constant):
            choices.append([frame.machine.const(str(part.value))])
            continue
        assert isinstance(part, ast.FormattedValue)
        value = evaluate(frame, part.value)
        operate(frame, node, value)
        operate_inside(frame, node, value)
        show(frame, part.value, value)
        if part.format_spec is not None:
            evaluate(frame, part.format_spec)
        value = without_members(value)
        if not value:
            # Nothing has arrived here yet.
            return EMPTY
        exact = part.format_spec is None and part.conversion in (-1, ord("s"))
        known: list[Atom] = [a for a in value if isinstance(a, (Const, Text))]
        if not exact or len(known) < len(value) or count * len(known) > MAX_PRODUCT:
            choices.append([SCALAR])
        else:
            choices.append(list(known))
            count *= len(known)
    return texts_of(frame, node, [list(parts) for parts in product(*choices)])


@handles(ast.FormattedValue)
def _formatted(frame: Frame, node: ast.FormattedValue) -> Value:
    value = evaluate(frame, node.value)
    operate(frame, node, value)
    operate_inside(frame, node, value)
    show(frame, node.value, value)
    return V_SCALAR
