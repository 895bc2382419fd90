"""Small text: badges, formulas, and what a Python object is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.describe import describe, name_in_call
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Help, Latex, Markdown

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_COLORS = ("red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary")


class ProseMixin(Drawable):
    """Elements that are a word, a formula or a description."""

    __slots__ = ()

    def badge(
        self,
        label: str,
        *,
        icon: str | None = None,
        color: str = "blue",
        width: int | str = "content",
        help: str | None = None,
    ) -> Container:
        """Show a word or two on a coloured ground.

        Parameters
        ----------
        label
            Inline markdown.
        icon
            An emoji or ``:material/name:``.
        color
            ``"red"``, ``"orange"``, ``"yellow"``, ``"blue"``, ``"green"``, ``"violet"``,
            ``"gray"`` or ``"primary"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        help
            Markdown, shown on demand.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> badge("New", icon=":material/star:", color="green")
        """
        if color not in _COLORS:
            raise ApiError(f"badge(color={color!r}): it takes one of {', '.join(_COLORS[:-1])}.")
        sign = check.icon(icon)
        text = check.label(label).replace("\n", " ")
        if not _balanced(text):
            text = text.replace("[", "\\[").replace("]", "\\]")
        body = f":{color}-badge[{sign + ' ' if sign else ''}{text}]"
        return self._draw(
            Markdown(body=body, help=check.tip(help), width=check.width(width, "stretch"))
        )

    def latex(
        self, body: Any, *, help: str | None = None, width: int | str = "stretch"
    ) -> Container:
        r"""Show a formula, on a line of its own.

        Parameters
        ----------
        body
            LaTeX without dollar signs, or a SymPy expression.
        help
            Markdown, shown on demand.
        width
            ``"stretch"``, ``"content"`` or pixels.

        Raises
        ------
        ApiError
            The width is none of those.

        >>> latex(r"e^{i\pi} + 1 = 0")
        """
        return self._draw(
            Latex(body=_formula(body), help=check.tip(help), width=check.width(width))
        )

    def help(self, obj: Any = ..., *, width: int | str = "stretch") -> Container:
        """Show what a Python object is: its name, its signature, its docstring, its members.

        Parameters
        ----------
        obj
            Anything; left out: reactfrag itself.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The width is neither.

        >>> help(write)
        """
        name = "" if obj is ... else name_in_call("help")
        about = describe(sys.modules["reactfrag"] if obj is ... else obj)
        return self._draw(
            Help(
                name=name,
                headline=about.headline,
                doc=about.doc,
                members=about.members,
                width=check.width(width, content=False),
            )
        )


def _formula(body: Any) -> str:
    sympy = sys.modules.get("sympy")
    # Whoever has an expression has imported the library.
    if sympy is not None and isinstance(body, sympy.Basic):
        return str(sympy.latex(body))
    return check.text(body)


def _balanced(text: str) -> bool:
    """Whether every bracket of ``text`` has its other half."""
    depth = 0
    for at, char in enumerate(text):
        if at and text[at - 1] == "\\":
            continue
        depth += (char == "[") - (char == "]")
        if depth < 0:
            return False
    return depth == 0 and not text.endswith("\\")
