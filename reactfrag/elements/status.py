"""Saying how things stand: alerts, exceptions, progress, spinners, toasts."""

from __future__ import annotations

from contextlib import ContextDecorator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Alert, Exception_, Progress, Spinner, Toast
from reactfrag.runtime.context import current
from reactfrag.runtime.control import Interrupted
from reactfrag.runtime.run import Place
from reactfrag.runtime.traceback import describe

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

Level = Literal["success", "info", "warning", "error"]


class StatusMixin(Drawable):
    """Elements that say how things stand."""

    __slots__ = ()

    def success(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: int | str = "stretch",
        title: str | None = None,
    ) -> Container:
        """Say that something went well.

        Parameters
        ----------
        body
            Markdown.
        icon
            An emoji or ``:material/name:``.
        width
            ``"stretch"`` or pixels.
        title
            A heading above it, inline markdown.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> success("Saved")
        """
        return self._alert("success", body, icon, width, title)

    def info(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: int | str = "stretch",
        title: str | None = None,
    ) -> Container:
        """Say something worth knowing.

        Parameters
        ----------
        body, icon, width, title
            As for :meth:`success`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> info("The figures are of yesterday")
        """
        return self._alert("info", body, icon, width, title)

    def warning(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: int | str = "stretch",
        title: str | None = None,
    ) -> Container:
        """Warn of something.

        Parameters
        ----------
        body, icon, width, title
            As for :meth:`success`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> warning("Three rows were left out")
        """
        return self._alert("warning", body, icon, width, title)

    def error(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: int | str = "stretch",
        title: str | None = None,
    ) -> Container:
        """Say that something went wrong.

        Parameters
        ----------
        body, icon, width, title
            As for :meth:`success`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> error("There is no such city")
        """
        return self._alert("error", body, icon, width, title)

    def exception(self, exception: object, width: int | str = "stretch") -> Container:
        """Show an exception with the lines of the script that led to it.

        Parameters
        ----------
        exception
            The exception; anything else is shown as a message.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The width is neither.

        >>> try:
        ...     load()
        ... except OSError as problem:
        ...     exception(problem)
        """
        wide = check.width(width, content=False)
        if not isinstance(exception, BaseException):
            return self._draw(Exception_(type="Error", message=str(exception), width=wide))
        described = describe(exception)
        return self._draw(
            Exception_(
                type=described.type,
                message=described.message,
                frames=described.frames,
                hint=described.hint,
                width=wide,
            )
        )

    def progress(
        self, value: float, text: str | None = None, width: int | str = "stretch"
    ) -> Container:
        """Show a progress bar; call ``progress`` on what it returns to move it.

        Parameters
        ----------
        value
            0 to 100 as an ``int``, or 0.0 to 1.0 as a ``float``.
        text
            Inline markdown above the bar.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The value is out of range, or an argument is none of those.

        >>> bar = progress(0, "Loading")
        >>> for part in range(10):
        ...     load(part)
        ...     bar.progress((part + 1) / 10, "Loading")
        """
        return self._draw(
            Progress(
                value=_percent(value),
                text=None if text is None else check.text(text),
                width=check.width(width, content=False),
            )
        )

    def spinner(
        self,
        text: str = "In progress...",
        *,
        show_time: bool = False,
        _cache: bool = False,
        width: int | str = "content",
    ) -> Waiting:
        """Show a spinner while a ``with`` block (or a decorated function) runs.

        Parameters
        ----------
        text
            Inline markdown beside it.
        show_time
            Show the seconds since it began.
        width
            ``"content"``, ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> with spinner("Working it out"):
        ...     answer = work_it_out()
        """
        return Waiting(
            self._place,
            Spinner(
                text=check.text(text),
                show_time=show_time,
                width=check.width(width, "content"),
            ),
        )

    def toast(
        self,
        body: object,
        *,
        icon: str | None = None,
        duration: Literal["short", "long", "infinite"] | int = "short",
    ) -> Container:
        """Show a message for a moment, beside the page.

        Parameters
        ----------
        body
            Markdown.
        icon
            An emoji or ``:material/name:``.
        duration
            ``"short"``, ``"long"``, ``"infinite"`` (until it is closed), or seconds.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> toast("Saved", icon="💾")
        """
        if duration not in ("short", "long", "infinite") and (
            isinstance(duration, bool) or not isinstance(duration, int) or duration < 1
        ):
            raise ApiError(
                f"toast(duration={duration!r}): it takes 'short', 'long', 'infinite' or a whole "
                "number of seconds above 0."
            )
        message = check.text(body)
        if not message:
            raise ApiError("toast(body): it takes a text that is not empty.")
        current().toast(Toast(body=message, icon=check.icon(icon), duration=duration))
        return self._same()

    def _alert(
        self, level: Level, body: object, icon: str | None, width: int | str, title: str | None
    ) -> Container:
        return self._draw(
            Alert(
                level=level,
                body=check.text(body),
                icon=check.icon(icon),
                title=title,
                width=check.width(width, content=False),
            )
        )


class Waiting(ContextDecorator):
    """What ``spinner()`` returns: shown from entering the block until leaving it."""

    def __init__(self, at: Place | None, props: Spinner) -> None:
        self._at = at
        self._props = props
        self._shown: list[Place] = []

    def __enter__(self) -> None:
        self._shown.append(current().emit(self._at, self._props))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        place = self._shown.pop()
        try:
            current().remove(place)
        except Interrupted:
            # What the block itself raised says more; its run draws no more either way.
            if error is None:
                raise

    def _recreate_cm(self) -> Waiting:
        return Waiting(self._at, self._props)


def _percent(value: Any) -> int:
    if isinstance(value, bool):
        raise ApiError(f"progress({value!r}): {_PROGRESS}")
    if not isinstance(value, (int, float)):
        try:
            value = float(value)  # numpy's numbers
        except (TypeError, ValueError):
            raise ApiError(f"progress({value!r}): {_PROGRESS}") from None
    if isinstance(value, int):
        if 0 <= value <= 100:
            return value
    elif -1e-9 <= value <= 1 + 1e-9:
        # Sums of tenths may come out a hair above 1.
        return min(max(int(value * 100 + 1e-9), 0), 100)
    raise ApiError(f"progress({value!r}): {_PROGRESS}")


_PROGRESS = "it takes 0 to 100 as an int, or 0.0 to 1.0 as a float."
