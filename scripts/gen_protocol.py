"""Write the browser client's types from the protocol's structs.

``python scripts/gen_protocol.py`` writes ``server/frontend/src/protocol.gen.ts``;
``--check`` writes nothing and fails when the file is not what it would be.

A field whose default is ``None`` becomes optional.  A field with any other
default becomes required, and its default goes into the ``DEFAULTS`` table, out of
which the client completes what the wire leaves out.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import inspect as shapes

from reactfrag.protocol import figures, messages, props

TARGET = Path(__file__).parent.parent / "server" / "frontend" / "src" / "protocol.gen.ts"

PLAIN: dict[type, str] = {
    shapes.AnyType: "unknown",
    shapes.NoneType: "null",
    shapes.BoolType: "boolean",
    shapes.IntType: "number",
    shapes.FloatType: "number",
    shapes.StrType: "string",
}

OPS = get_args(messages.AnyOp)

HEADER = "// Written by scripts/gen_protocol.py from reactfrag/protocol. Do not edit by hand.\n"


def ts_name(cls: type) -> str:
    """The TypeScript name of a struct: clear of the names the browser has already."""
    if issubclass(cls, props.Props):
        return cls.__name__.rstrip("_").removesuffix("Props") + "Props"
    if cls is messages.Node:
        return "WireNode"
    return cls.__name__ + ("Op" if cls in OPS else "")


def ts_type(shape: shapes.Type) -> str:
    """The TypeScript type of one msgspec type."""
    if isinstance(shape, shapes.StructType):
        return ts_name(shape.cls)
    if isinstance(shape, shapes.LiteralType):
        return " | ".join(json.dumps(value) for value in shape.values)
    if isinstance(shape, shapes.ListType):
        inner = ts_type(shape.item_type)
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if isinstance(shape, shapes.TupleType):
        return f"[{', '.join(ts_type(part) for part in shape.item_types)}]"
    if isinstance(shape, shapes.DictType):
        return f"Record<{ts_type(shape.key_type)}, {ts_type(shape.value_type)}>"
    if isinstance(shape, shapes.UnionType):
        return " | ".join(dict.fromkeys(ts_type(part) for part in shape.types))
    return PLAIN[type(shape)]


def without_none(shape: shapes.Type) -> shapes.Type:
    """The type with ``None`` taken out of its union."""
    if not isinstance(shape, shapes.UnionType):
        return shape
    rest = tuple(part for part in shape.types if not isinstance(part, shapes.NoneType))
    return rest[0] if len(rest) == 1 else shapes.UnionType(rest)


def default_of(field: shapes.Field) -> Any:
    """A field's default, ``msgspec.NODEFAULT`` when it must be given."""
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def documented(module: Any) -> dict[str, dict[str, str]]:
    """The text below each field, by class and field name."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        notes = found.setdefault(node.name, {})
        for line, after in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
                and isinstance(after.value.value, str)
            ):
                notes[line.target.id] = " ".join(after.value.value.split())
    return found


def struct_of(cls: type[msgspec.Struct]) -> shapes.StructType:
    """What msgspec knows of a struct."""
    shape = shapes.type_info(cls)
    assert isinstance(shape, shapes.StructType)
    return shape


def own_fields(cls: type[msgspec.Struct]) -> Iterator[shapes.Field]:
    """The fields a struct adds to its base."""
    names = cls.__annotations__
    return (field for field in struct_of(cls).fields if field.name in names)


def interface(cls: type[msgspec.Struct], notes: dict[str, dict[str, str]], complete: bool) -> str:
    """One TypeScript interface; ``complete`` when ``DEFAULTS`` fills its fields in."""
    shape = struct_of(cls)
    base = cls.__mro__[1]
    extends = f" extends {ts_name(base)}" if base is not msgspec.Struct else ""
    lines = [f"export interface {ts_name(cls)}{extends} {{"]
    if shape.tag is not None and shape.tag_field is not None:
        lines.append(f"  {shape.tag_field}: {json.dumps(shape.tag)};")
    for field in own_fields(cls):
        default = default_of(field)
        if note := notes.get(cls.__name__, {}).get(field.name):
            lines.append(f"  /** {note} */")
        if default is None:
            lines.append(f"  {field.name}?: {ts_type(without_none(field.type))};")
        else:
            optional = "" if complete or default is msgspec.NODEFAULT else "?"
            lines.append(f"  {field.name}{optional}: {ts_type(field.type)};")
    return "\n".join([*lines, "}"]) if len(lines) > 1 else lines[0] + "}"


def tuple_type(cls: type[msgspec.Struct]) -> str:
    """The labelled tuple that an array-like struct is on the wire."""
    shape = struct_of(cls)
    items = [f"{field.name}: {ts_type(field.type)}" for field in shape.fields]
    if shape.tag is not None:
        items.insert(0, f"op: {json.dumps(shape.tag)}")
    return f"export type {ts_name(cls)} = [{', '.join(items)}];"


def structs(module: Any) -> list[type[msgspec.Struct]]:
    """The structs a module defines, in source order."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == module.__name__
    ]


def defaults(cls: type[msgspec.Struct]) -> dict[str, Any]:
    """The defaults of an element's fields that are not ``None``."""
    pairs = ((field.name, default_of(field)) for field in struct_of(cls).fields)
    return {
        name: msgspec.to_builtins(value)
        for name, value in pairs
        if value is not None and value is not msgspec.NODEFAULT
    }


def generate() -> str:
    """The whole of ``protocol.gen.ts``."""
    notes = documented(props) | documented(figures) | documented(messages)
    shown = [*structs(props), *structs(figures)]
    elements = [cls for cls in shown if issubclass(cls, props.Props) and cls.kind]
    out = [HEADER]
    out += [
        f"export const {name} = {getattr(messages, name)};"
        for name in ("PROTOCOL_VERSION", "ROOT", "MAIN", "SIDEBAR")
    ]
    out.append("")
    for cls in shown:
        out += [interface(cls, notes, complete=issubclass(cls, props.Props)), ""]
    out.append("/** The props of each kind of element. */")
    out.append("export interface PropsByKind {")
    out += [f"  {cls.kind}: {ts_name(cls)};" for cls in elements]
    out += ["}", "", "export type Kind = keyof PropsByKind;", ""]
    out.append("/** The kinds that have children. */")
    blocks = [cls.kind for cls in elements if cls.block]
    out += [f"export const BLOCKS: ReadonlySet<string> = new Set({json.dumps(blocks)});", ""]
    out.append("/** What the wire leaves out, by kind. */")
    out.append("export const DEFAULTS: Record<string, Record<string, unknown>> = {")
    out += [f"  {cls.kind}: {json.dumps(defaults(cls))}," for cls in elements]
    out += ["};", ""]
    arrays = [cls for cls in structs(messages) if struct_of(cls).array_like]
    out += [tuple_type(cls) for cls in arrays if cls is not messages.Op]
    out += [f"export type Op = {' | '.join(map(ts_name, OPS))};", ""]
    for cls in structs(messages):
        if cls not in arrays:
            out += [interface(cls, notes, complete=False), ""]
    for name in ("ServerMessage", "ClientMessage"):
        members = " | ".join(cls.__name__ for cls in get_args(getattr(messages, name)))
        out.append(f"export type {name} = {members};")
    return "\n".join(out) + "\n"


def main() -> int:
    """Write the file, or with ``--check`` say whether it is up to date."""
    parser = argparse.ArgumentParser(description="Write the browser client's protocol types.")
    parser.add_argument("--check", action="store_true", help="fail when the file is out of date")
    text = generate()
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET.name} is out of date: run python scripts/gen_protocol.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
