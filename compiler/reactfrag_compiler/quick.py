"""Nodes found by the shape of their decorators alone."""
from __future__ import annotations
import ast
from reactfrag_compiler.keys import ANY, Key
from reactfrag_compiler.program import Access, Node, FunctionPlace, CodeKey, code_file
from reactfrag_compiler.source import Module
from reactfrag_compiler.scopes import Scope

def _is_fragment(d: ast.expr) -> bool:
    if isinstance(d, ast.Call): d = d.func
    name = d.attr if isinstance(d, ast.Attribute) else d.id if isinstance(d, ast.Name) else ""
    return name in ("fragment", "experimental_fragment")

def quick_nodes(modules: dict[str, Module]):
    nodes = {}; places: dict[CodeKey, tuple[FunctionPlace, ...]] = {}
    for m in modules.values():
        acc = []
        skip = set()
        for s in sorted(m.scope.functions(), key=lambda s: (s.first_line)):
            n = s.node
            if isinstance(n, ast.Lambda) or not any(map(_is_fragment, n.decorator_list)): continue
            for x in ast.walk(n): skip.add(x)
            nid = f"{m.name}:{s.qualname}"
            nodes[nid] = Node(nid, s.qualname, "fragment", m.span(n), tuple(_acc(m, n)))
            places[code_file(str(m.path)), s.first_line, s.qualname] = (FunctionPlace(nid, (0,0),(9**9,0)),)
        for st in m.tree.body:
            if st not in skip: acc += _acc(m, st)
        if m.name == "main":
            nodes = {"app": Node("app", "app", "app", m.span(m.tree), tuple(acc)), **nodes}
    return nodes, places

def _acc(m, root):
    for x in ast.walk(root):
        if isinstance(x, (ast.Attribute, ast.Subscript)) and isinstance(x.value, (ast.Attribute, ast.Name)) and (getattr(x.value, "attr", None) or getattr(x.value, "id", None)) == "session_state":
            if isinstance(x, ast.Attribute): key = Key.name(x.attr)
            else: key = Key.name(x.slice.value) if isinstance(x.slice, ast.Constant) and isinstance(x.slice.value, str) else ANY
            mode = {"Load": "read", "Store": "write", "Del": "delete"}[type(x.ctx).__name__]
            yield Access(key, mode, m.span(x))
            if mode == "write": yield Access(key, "read", m.span(x))
