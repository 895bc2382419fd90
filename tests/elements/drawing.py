"""A real run without a session: what elements draw, and what widgets take."""

from __future__ import annotations

from typing import Any

from reactfrag.protocol import MAIN
from reactfrag.protocol.props import Props, WidgetProps
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.widgets import Widget


class Drawing:
    """What has been drawn in this test's run."""

    def __init__(self) -> None:
        self.page = Page()
        self.run = Run(self.page, first_instance(), Settings())

    def props(self, under: int = MAIN) -> list[Props]:
        """The props of everything below a block, in page order."""
        elements, _ = self.run.draft.overlay(finished=True)
        found: list[Props] = []
        for child in elements[under].children or ():
            element = elements[child]
            found.append(element.props)
            if element.children is not None:
                found += self.props(child)
        return found

    @property
    def last(self) -> Any:
        """The props of the last element of the page."""
        return self.props()[-1]

    @property
    def widget(self) -> Widget:
        """The last widget drawn."""
        return list(self.run.widgets.values())[-1]

    def kinds(self) -> list[str]:
        return [props.kind for props in self.props()]

    def labels(self) -> list[str]:
        return [props.label for props in self.props() if isinstance(props, WidgetProps)]
