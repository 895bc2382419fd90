"""Uploading files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.errors import ApiError
from reactfrag.protocol.props import FileInfo, FileUploader, LabelVisibility
from reactfrag.runtime.context import current
from reactfrag.runtime.files import UploadedFile

# Extensions of one and the same format: to allow one is to allow all.
_SAME = ((".jpg", ".jpeg"), (".tif", ".tiff"), (".htm", ".html"), (".yml", ".yaml"))


class FileMixin(Drawable):
    """Widgets for files."""

    __slots__ = ()

    def file_uploader(
        self,
        label: str,
        type: str | Iterable[str] | None = None,
        accept_multiple_files: bool | Literal["directory"] = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_upload_size: int | None = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "stretch",
    ) -> Any:
        """Show a field to upload files; return the file, or a list of files.

        Parameters
        ----------
        label
            Inline markdown.
        type
            The extensions it takes, such as ``"csv"`` or ``["png", "jpg"]``; ``None``: any.
        accept_multiple_files
            Take several files: a list is returned, empty at first.  Otherwise the file is
            returned, or ``None``.  A file is readable and seekable, and has ``name``, ``type``,
            ``size`` (bytes) and ``getvalue()``.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        max_upload_size
            The most a file may have, in megabytes (2**20 bytes); ``None``, or more than the
            server's limit: that limit.
        disabled
            Show it greyed out.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> table = file_uploader("A table", type="csv")
        >>> if table is not None:
        ...     dataframe(pandas.read_csv(table))
        """
        callback = begin("file_uploader", label, on_change, None, None)
        if accept_multiple_files not in (True, False):
            raise ApiError(
                f"file_uploader(accept_multiple_files={accept_multiple_files!r}) is not supported "
                "yet: it takes True or False."
            )
        multiple = bool(accept_multiple_files)
        types = extensions("file_uploader", "type", type)
        run = current()
        limit = upload_limit("file_uploader", max_upload_size, run.settings.upload_limit)
        name = check.key(key)
        wide = check.width(width, content=False)

        def decode(wire: Any) -> Any:
            if not isinstance(wire, list) or (len(wire) > 1 and not multiple):
                raise ValueError("A file_uploader sends a list of file ids.")
            files = [uploaded(run.uploaded, id, types, limit) for id in wire]
            return files if multiple else files[0] if files else None

        def props(wire: list[FileInfo], form: int) -> FileUploader:
            return FileUploader(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("file_uploader", form, callback),
                width=wide,
                value=wire,
                types=types,
                multiple=multiple,
                max_bytes=limit,
                url=run.upload_url(),
            )

        empty: Any = [] if multiple else None
        chosen: Any = run.widget(
            self._place,
            kind="file_uploader",
            key=name,
            label=label,
            default=empty,
            decode=decode,
            encode=encode_files,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
        )
        return list(chosen) if multiple else chosen


def uploaded(
    find: Callable[[str], UploadedFile | None], id: Any, types: Sequence[str], limit: int
) -> UploadedFile:
    """Return the file that the session uploaded under ``id``.

    Raises ``ValueError`` if there is none, or not one that is allowed here.
    """
    file = find(id) if isinstance(id, str) else None
    if file is None:
        raise ValueError(f"There is no uploaded file {id!r} in this session.")
    if types and os.path.splitext(file.name)[1].lower() not in types:
        raise ValueError(f"{file.name!r} is none of the types {', '.join(types)}")
    if file.size > limit:
        raise ValueError(f"{file.name!r} has {file.size} bytes, more than {limit}")
    return file


def encode_files(value: Any) -> list[FileInfo]:
    """Return what the page is told of a file, or of several."""
    files = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(file, UploadedFile) for file in files):
        raise ValueError("a file_uploader is filled by the user, not through session state")
    return [
        FileInfo(id=file.file_id, name=file.name, size=file.size, type=file.type) for file in files
    ]


def extensions(element: str, name: str, type: str | Iterable[str] | None) -> list[str]:
    """Return the extensions with their dots, those of one format together."""
    if type is None:
        return []
    items = [str(item) for item in ([type] if isinstance(type, str) else type)]
    found: list[str] = []
    for item in items:
        if not item.strip("."):
            raise ApiError(
                f"{element}({name}={type!r}): it takes extensions, such as 'csv' or ['png', 'jpg']."
            )
        extension = "." + item.lower().lstrip(".")
        same = next((group for group in _SAME if extension in group), (extension,))
        found.extend(one for one in (extension, *same) if one not in found)
    return found


def upload_limit(element: str, megabytes: int | None, most: int) -> int:
    """Return the most bytes that a file may have."""
    if megabytes is None:
        return most
    check.whole(element, "max_upload_size", megabytes)
    return min(megabytes * 1024 * 1024, most)
