"""Custom components: pieces of a page in HTML and JavaScript of their author's own."""

from reactfrag.components import v1

__all__ = ["v1"]
