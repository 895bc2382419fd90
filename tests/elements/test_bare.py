"""Outside a served script elements do nothing, after one warning."""

from __future__ import annotations

import subprocess
import sys


def test_a_script_run_by_python_itself_goes_through() -> None:
    code = """
import warnings
import reactfrag as rf

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for _ in range(2):
        rf.title("Hello")
        with rf.sidebar, rf.form("f"):
            name = rf.text_input("Name", "Ada", key="name")
            sent = rf.form_submit_button()
        left, right = rf.columns(2)
        left.line_chart([1, 2])
        bar = rf.progress(0)
        bar.progress(1.0)
        with rf.spinner():
            rf.dataframe({"a": [1]})
        chosen = rf.selectbox("Town", ["Oslo", "Rome"], index=1)
        rf.file_uploader("File")
        rf.download_button("Save", "x")
        rf.session_state.n = rf.session_state.get("n", 0) + 1
        rf.toast("done")
        rf.set_page_config(page_title="x")
        slot = rf.empty()
        slot.empty()
        box = rf.expander("More", on_change="rerun")
        one, two = rf.tabs(["One", "Two"], on_change="rerun")
        rf.chat_message("user").write(rf.chat_input())
        rf.dialog("Sure?")(rf.balloons)()
    print(box.open, one.open, two.open)
    print(name, sent, chosen, rf.session_state.n)
print(*[warning.category.__name__ for warning in caught])
print("reactfrag serve" in str(caught[0].message))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "False True False",
        "Ada False Rome 2",
        "BareModeWarning",
        "True",
    ]
