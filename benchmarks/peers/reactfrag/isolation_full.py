import time

import reactfrag as rf

until = time.process_time() + 0.05
while time.process_time() < until:
    pass
rf.text("computed")
if rf.button("Count"):
    rf.session_state.count = rf.session_state.get("count", 0) + 1
rf.text(f"count = {rf.session_state.get('count', 0)};")
