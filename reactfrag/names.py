"""Names that are not there: what to say of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

NOT_YET = frozenset(
    (
        "App",
        "Page",
        "bottom",
        "connection",
        "context",
        "get_option",
        "grid",
        "iframe",
        "login",
        "logout",
        "navigation",
        "query_params",
        "secrets",
        "set_option",
        "status",
        "switch_page",
        "user",
    )
)
"""What the API that reactfrag follows has, and reactfrag does not have yet."""

RENAMED = {
    "beta_columns": "columns",
    "beta_container": "container",
    "beta_expander": "expander",
    "cache": "cache_data` or `cache_resource",
    "experimental_memo": "cache_data",
    "experimental_rerun": "rerun",
    "experimental_singleton": "cache_resource",
}
"""Older names, and what is there instead."""


def missing_attribute(module: str, name: str, known: Iterable[str]) -> AttributeError:
    """Return the error for ``module.name``, which says what is there instead.

    Parameters
    ----------
    module, name
        What was asked for.
    known
        The names that ``module`` has.
    """
    return AttributeError(missing_message(module, name, known), name=name)


def missing_message(module: str, name: str, known: Iterable[str]) -> str:
    """Return what to say of ``module.name``."""
    if name in RENAMED:
        return f"{module} has no `{name}`: use `{RENAMED[name]}`."
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    nearest = " or ".join(f"`{found}`" for found in near)
    if name in NOT_YET:
        hint = f" Nearest is {nearest}." if near else ""
        return f"{module} does not have `{name}` yet.{hint}"
    hint = f" Did you mean {nearest}?" if near else ""
    return f"{module} has no `{name}`.{hint}"
