"""A component of your own, in a fragment: a row of stars in a page of plain HTML."""

from pathlib import Path

import reactfrag as rf
from reactfrag.components.v1 import declare_component

rating = declare_component("rating", path=str(Path(__file__).parent / "rating"))

rf.set_page_config(page_title="Rate a film", page_icon="⭐")

if "app_runs" not in rf.session_state:
    rf.session_state.app_runs = 0
rf.session_state.app_runs += 1

rf.title("Rate a film")


@rf.fragment
def review():
    film = rf.selectbox("Film", ["Metropolis", "Stalker", "Ran"])
    stars = rating(stars=5, color="#e0a100", default=0, key=f"rating-{film}")
    if stars:
        rf.success(f"You gave *{film}* {stars} of 5.")
    else:
        rf.caption(f"You have not rated *{film}* yet.")


review()

rf.caption(f"Runs of the app: {rf.session_state.app_runs}")
