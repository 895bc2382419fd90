import time

import reflex as rx


class State(rx.State):
    count: int = 0

    @rx.event
    def add(self):
        self.count += 1

    @rx.var(cache=True)
    def heavy(self) -> str:
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        return "computed"


def index():
    return rx.vstack(
        rx.text(State.heavy),
        rx.button("Count", on_click=State.add),
        rx.text(f"count = {State.count};"),
    )


app = rx.App()
app.add_page(index)
