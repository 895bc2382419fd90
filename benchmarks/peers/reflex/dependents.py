import reflex as rx


class State(rx.State):
    level: int = 0

    @rx.event
    def move(self, value: list[int | float]):
        self.level = int(value[0])


def index():
    return rx.vstack(
        rx.slider(min=0, max=1000, default_value=0, on_change=State.move),
        *(rx.text(f"out {number} = {State.level + number};") for number in range(20)),
    )


app = rx.App()
app.add_page(index)
