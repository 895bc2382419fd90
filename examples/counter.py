"""Two buttons, one of them in a fragment: what does each of them rerun?"""

import reactfrag as rf

rf.set_page_config(page_title="Two counters", page_icon="🔢")

if "script_runs" not in rf.session_state:
    rf.session_state.script_runs = 0
    rf.session_state.fragment_runs = 0

rf.session_state.script_runs += 1

rf.title("Two counters")
rf.write("One button belongs to the script, the other to a fragment. Watch which numbers move.")


@rf.fragment
def counter():
    rf.session_state.fragment_runs += 1
    rf.metric("Runs of the fragment", rf.session_state.fragment_runs)
    rf.button("Rerun the fragment", type="primary")


script, fragment = rf.columns(2, border=True)

with fragment:
    rf.subheader("A fragment")
    counter()

with script:
    rf.subheader("The script")
    rf.metric("Runs of the script", rf.session_state.script_runs)
    rf.button("Rerun the script")

runs = rf.session_state.fragment_runs
rf.caption(f"As the script last saw it: {runs} runs of the fragment.")
