import reactfrag as rf

for number in range(30):
    rf.text(f"Text {number}")
if rf.button("Count"):
    rf.session_state.count = rf.session_state.get("count", 0) + 1
rf.text(f"count = {rf.session_state.get('count', 0)};")
