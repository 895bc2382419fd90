"""Making atoms, each of them once."""

from __future__ import annotations

import ast
from collections.abc import Callable

from reactfrag_compiler import api
from reactfrag_compiler.keys import Key
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import (
    Api,
    Atom,
    Bound,
    ClassAtom,
    Closure,
    Const,
    Container,
    Descriptor,
    Env,
    Ext,
    Fragment,
    FragmentMaker,
    Held,
    Inherited,
    Instance,
    Member,
    Method,
    Super,
    Text,
)


class Atoms:
    """The atoms of one analysis, by what they are made of."""

    def __init__(self) -> None:
        self._atoms: dict[tuple[object, ...], Atom] = {}

    def const(self, value: str | int | bool | None) -> Const:
        """The atom of a known text, number, truth value or None."""
        key = (Const, type(value), value)
        atom = self._atoms.get(key)
        if atom is None:
            atom = self._atoms[key] = Const(value)
        assert isinstance(atom, Const)
        return atom

    def text(self, parts: tuple[str, ...]) -> Const | Text:
        """The atom of a text of which these parts are known."""
        key = Key.pattern(parts)
        if key.is_name:
            return self.const(key.parts[0])
        atom = self._make(Text, key.parts)
        assert isinstance(atom, Text)
        return atom

    def held(self, key: Key) -> Held:
        """The atom of what a key holds."""
        atom = self._make(Held, key)
        assert isinstance(atom, Held)
        return atom

    def api(self, name: str) -> Atom:
        """The atom of a name of the API."""
        if name in api.PLACES:
            return self.container(name, None)
        return self._make(Api, name)

    def container(self, kind: str, site: ast.AST | None) -> Container:
        """The atom of the containers that one place makes."""
        atom = self._make(Container, kind, site)
        assert isinstance(atom, Container)
        return atom

    def ext(self, name: str) -> Atom:
        """The atom of something from outside."""
        return self._make(Ext, name)

    def method(self, owner: Atom, name: str) -> Atom:
        """The atom of a bound method of something builtin."""
        return self._make(Method, owner, name)

    def inherited(self, owner: Instance, name: str) -> Atom:
        """The atom of a method that an object has from outside the script."""
        return self._make(Inherited, owner, name)

    def bound(self, function: Closure | Fragment, first: Atom) -> Atom:
        """The atom of a bound method."""
        return self._make(Bound, function, first)

    def maker(self, site: ast.AST) -> Atom:
        """The atom of ``fragment(...)`` without a function: a decorator."""
        return self._make(FragmentMaker, site)

    def member(self, const: Const, is_text: bool) -> Atom:
        """The atom of a member of an Enum."""
        return self._make(Member, const, is_text)

    def descriptor(self, kind: str, function: Atom) -> Atom:
        """The atom of a property, static or class method."""
        return self._make(Descriptor, kind, function)

    def super_of(self, owner: ClassAtom, first: Atom) -> Atom:
        """The atom of ``super()``."""
        return self._make(Super, owner, first)

    def closure(self, scope: Scope, module: Module, env: Env) -> Closure:
        """The atom of a function made with these variables around it."""
        atom = self._make(Closure, scope, module, env)
        assert isinstance(atom, Closure)
        return atom

    def closures(self) -> list[Closure]:
        """Every function that was made."""
        return [atom for atom in self._atoms.values() if isinstance(atom, Closure)]

    def _make(self, kind: Callable[..., Atom], *parts: object) -> Atom:
        key = (kind, *parts)
        atom = self._atoms.get(key)
        if atom is None:
            atom = self._atoms[key] = kind(*parts)
        return atom
