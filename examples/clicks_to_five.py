"""A fragment that keeps to itself four times out of five."""

import reactfrag as rf

rf.set_page_config(page_title="Clicks to five", page_icon="🖐️")

if "clicks" not in rf.session_state:
    rf.session_state.clicks = 0

rf.title("Clicks to five")
rf.header(f"Hands full: {rf.session_state.clicks // 5}")


@rf.fragment
def clicker():
    if rf.button("One more", type="primary"):
        rf.session_state.clicks += 1
        if rf.session_state.clicks % 5 == 0:
            rf.rerun()
    fingers = rf.session_state.clicks % 5
    rf.progress(
        fingers / 5, text=f"{fingers} of 5 fingers, {rf.session_state.clicks} clicks in all"
    )


clicker()

rf.caption("Each click reruns the fragment. Each fifth asks for the whole script, and the header.")

if rf.button("How many so far?"):
    rf.toast(f"**{rf.session_state.clicks}** clicks so far", icon="🖐️")
