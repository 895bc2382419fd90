"""Components in an iframe, and HTML and other pages in one."""

from reactfrag.elements.components import CustomComponent, declare_component, html, iframe

__all__ = ["CustomComponent", "declare_component", "html", "iframe"]
