"""What can be assigned to: names, attributes, items, and unpacking."""

from __future__ import annotations

import ast

from reactfrag_compiler.attributes import delete_attribute, store_attribute
from reactfrag_compiler.effect_notes import use_up
from reactfrag_compiler.evaluation import evaluate
from reactfrag_compiler.items import delete_item, elements, load_item, store_item
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import delete_name, store_name
from reactfrag_compiler.values import Args, Box, Value


def index_of(frame: Frame, node: ast.expr) -> Value | None:
    """The value of a subscript; None for a slice."""
    value = evaluate(frame, node)
    return None if isinstance(node, ast.Slice) else value


def assign(frame: Frame, target: ast.expr, value: Value) -> None:
    """``target = value``."""
    if isinstance(target, ast.Name):
        store_name(frame, target.id, value)
    elif isinstance(target, ast.Attribute):
        base = evaluate(frame, target.value)
        store_attribute(frame, target, base, target.attr, value)
    elif isinstance(target, ast.Subscript):
        base = evaluate(frame, target.value)
        store_item(frame, target, base, index_of(frame, target.slice), value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(frame, target, value)
    elif isinstance(target, ast.Starred):
        box = frame.machine.box(frame.ctx, target, "list")
        frame.machine.add(box.rest, value)
        assign(frame, target.value, frozenset({box}))


def _unpack(frame: Frame, target: ast.Tuple | ast.List, value: Value) -> None:
    """Items go to their own targets where the positions are known."""
    use_up(frame, target, Args((value,)))
    starred = any(isinstance(item, ast.Starred) for item in target.elts)
    boxes = frozenset(a for a in value if isinstance(a, Box) and a.kind in ("tuple", "list"))
    others = elements(frame, target, value - boxes)
    for index, item in enumerate(target.elts):
        if starred:
            part = elements(frame, target, boxes)
        else:
            position = frozenset({frame.machine.const(index)})
            part = load_item(frame, target, boxes, position)
        assign(frame, item, part | others)


def delete(frame: Frame, target: ast.expr) -> None:
    """``del target``."""
    if isinstance(target, ast.Name):
        delete_name(frame, target, target.id)
    elif isinstance(target, ast.Attribute):
        delete_attribute(frame, target, evaluate(frame, target.value), target.attr)
    elif isinstance(target, ast.Subscript):
        base = evaluate(frame, target.value)
        delete_item(frame, target, base, index_of(frame, target.slice))
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            delete(frame, item)
