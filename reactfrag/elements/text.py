"""Text: headings, markdown, plain text, code, JSON, HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.jsontext import to_json
from reactfrag.elements.pages import page
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Code, Divider, Heading, Html, Json, Markdown, Text

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

TextAlignment = Literal["left", "center", "right", "justify"]

_DIVIDERS = ("blue", "green", "orange", "red", "violet", "yellow", "gray", "grey", "rainbow")


class TextMixin(Drawable):
    """Elements that show text."""

    __slots__ = ()

    def title(
        self,
        body: object,
        anchor: str | Literal[False] | None = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        width: int | str = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Container:
        """Show the title of the page.

        Parameters
        ----------
        body
            Inline markdown.
        anchor
            The fragment identifier; ``None``: made from the text; ``False``: none.
        help
            Markdown, shown beside the title on demand.
        icon
            An emoji or ``:material/name:``.
        width
            ``"stretch"``, ``"content"`` or pixels.
        text_alignment
            ``"left"``, ``"center"``, ``"right"`` or ``"justify"``.
        wrap
            Accepted; long titles always wrap.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> title("Sales in *2031*")
        """
        return self._heading(1, body, anchor, help, icon, False, width, text_alignment)

    def header(
        self,
        body: object,
        anchor: str | Literal[False] | None = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        divider: bool | str = False,
        width: int | str = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Container:
        """Show a heading of the second level.

        Parameters
        ----------
        divider
            ``True`` or a colour name: a line below the heading.
        body, anchor, help, icon, width, text_alignment, wrap
            As for :meth:`title`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> header("By region", divider="blue")
        """
        return self._heading(2, body, anchor, help, icon, divider, width, text_alignment)

    def subheader(
        self,
        body: object,
        anchor: str | Literal[False] | None = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        divider: bool | str = False,
        width: int | str = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Container:
        """Show a heading of the third level.

        Parameters
        ----------
        body, anchor, help, icon, divider, width, text_alignment, wrap
            As for :meth:`header`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> subheader("North")
        """
        return self._heading(3, body, anchor, help, icon, divider, width, text_alignment)

    def markdown(
        self,
        body: object,
        unsafe_allow_html: bool = False,
        *,
        help: str | None = None,
        width: int | str = "auto",
        text_alignment: TextAlignment = "left",
        anchors: bool = True,
        wrap: bool = True,
    ) -> Container:
        """Show markdown.

        Parameters
        ----------
        body
            GitHub-flavoured markdown, with ``$...$`` for formulas.
        unsafe_allow_html
            Keep HTML in the text (sanitised) rather than showing its source.
        help
            Markdown, shown beside the text on demand.
        width
            ``"auto"``, ``"stretch"``, ``"content"`` or pixels.
        text_alignment
            ``"left"``, ``"center"``, ``"right"`` or ``"justify"``.
        anchors, wrap
            Accepted; headings have anchors, and long lines wrap.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> markdown("Some **bold** words")
        """
        return self._draw(
            Markdown(
                body=check.text(body),
                html=unsafe_allow_html,
                help=help,
                width=None if width == "auto" else check.width(width, "auto"),
                align=text_alignment if text_alignment == "left" else check.align(text_alignment),
            )
        )

    def caption(
        self,
        body: object,
        unsafe_allow_html: bool = False,
        *,
        help: str | None = None,
        width: int | str = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Container:
        """Show markdown small and muted.

        Parameters
        ----------
        body, unsafe_allow_html, help, width, text_alignment, wrap
            As for :meth:`markdown`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> caption("Source: the annual report")
        """
        return self._draw(
            Markdown(
                body=check.text(body),
                caption=True,
                html=unsafe_allow_html,
                help=help,
                width=None if width == "stretch" else check.width(width),
                align=text_alignment if text_alignment == "left" else check.align(text_alignment),
            )
        )

    def text(
        self,
        body: object,
        *,
        help: str | None = None,
        width: int | str = "content",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Container:
        """Show text as it is, without markdown.

        Parameters
        ----------
        body
            Anything; what ``str()`` makes of it is shown, line breaks included.
        help
            Markdown, shown beside the text on demand.
        width
            ``"content"``, ``"stretch"`` or pixels.
        text_alignment
            ``"left"``, ``"center"``, ``"right"`` or ``"justify"``.
        wrap
            Accepted; long lines wrap.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> text("2 * 3 * 4")
        """
        return self._draw(
            Text(
                body=check.text(body),
                help=help,
                width=None if width == "content" else check.width(width, "content"),
                align=text_alignment if text_alignment == "left" else check.align(text_alignment),
            )
        )

    def code(
        self,
        body: object,
        language: str | None = "python",
        *,
        line_numbers: bool = False,
        wrap_lines: bool = False,
        height: int | str = "content",
        width: int | str = "stretch",
    ) -> Container:
        """Show a block of code.

        Parameters
        ----------
        body
            The code.
        language
            What to highlight it as; ``None``: plain.
        line_numbers
            Number the lines.
        wrap_lines
            Wrap long lines rather than scroll them.
        height
            ``"content"``, ``"stretch"`` or pixels.
        width
            ``"stretch"``, ``"content"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> code("print('hello')")
        """
        if language is not None and not isinstance(language, str):
            raise ApiError(f"language={language!r}: it takes the name of a language, or None.")
        source = body if isinstance(body, str) else str(body)
        return self._draw(
            Code(
                body=check.text(source) if source[:1].isspace() else source.rstrip(),
                language=language,
                line_numbers=line_numbers,
                wrap_lines=wrap_lines,
                height=check.height(height),
                width=check.width(width),
            )
        )

    def divider(self, *, width: int | str = "stretch") -> Container:
        """Show a horizontal line.

        Parameters
        ----------
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The width is neither.

        >>> divider()
        """
        return self._draw(Divider(width=check.width(width, content=False)))

    def json(
        self, body: object, *, expanded: bool | int = True, width: int | str = "stretch"
    ) -> Container:
        """Show an object as JSON, to be opened and closed.

        Parameters
        ----------
        body
            JSON text, or an object: what JSON has no form for is shown as text.
        expanded
            Open throughout, closed, or open to this depth.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The text is not JSON, the object contains itself, or an argument is none of those.

        >>> json({"name": "Ada", "born": 1815})
        """
        if expanded < 0:
            raise ApiError(f"expanded={expanded!r}: it takes True, False or a depth of 0 or more.")
        return self._draw(
            Json(body=to_json(body), expanded=expanded, width=check.width(width, content=False))
        )

    def html(
        self,
        body: Any,
        *,
        width: int | str = "stretch",
        unsafe_allow_javascript: bool = False,
    ) -> Container:
        """Show HTML. The browser sanitises it: scripts are left out.

        Parameters
        ----------
        body
            HTML, the path of a file that holds it (or CSS), or an object with
            ``_repr_html_()``.
        width
            ``"stretch"``, ``"content"`` or pixels.
        unsafe_allow_javascript
            Not supported yet.

        Raises
        ------
        ApiError
            The width is none of those, or scripts are asked for.

        >>> html("<mark>New</mark>")
        """
        check.unsupported("html", unsafe_allow_javascript=unsafe_allow_javascript)
        return self._draw(Html(body=page(body), width=check.width(width)))

    def _heading(
        self,
        level: Literal[1, 2, 3],
        body: object,
        anchor: str | Literal[False] | None,
        help: str | None,
        icon: str | None,
        divider: bool | str,
        width: int | str,
        text_alignment: TextAlignment,
    ) -> Container:
        if anchor is False:
            anchor = ""
        elif anchor is not None and not isinstance(anchor, str):
            raise ApiError(f"anchor={anchor!r}: it takes a string, None or False.")
        line: str | None = None
        if divider is True:
            line = "gray"
        elif divider:
            line = divider
            if line not in _DIVIDERS:
                raise ApiError(f"divider={line!r}: it takes a bool or one of {_DIVIDERS}.")
        return self._draw(
            Heading(
                level=level,
                body=check.text(body),
                anchor=anchor,
                divider=line,
                help=help,
                icon=check.icon(icon),
                width=check.width(width),
                align=text_alignment if text_alignment == "left" else check.align(text_alignment),
            )
        )
