import reflex as rx


class State(rx.State):
    count: int = 0

    @rx.event
    def add(self):
        self.count += 1


def index():
    return rx.vstack(
        *(rx.text(f"Text {number}") for number in range(30)),
        rx.button("Count", on_click=State.add),
        rx.text(f"count = {State.count};"),
    )


app = rx.App()
app.add_page(index)
