import time

import streamlit as st

until = time.process_time() + 0.05
while time.process_time() < until:
    pass
st.text("computed")


@st.fragment
def counter() -> None:
    if st.button("Count"):
        st.session_state.count = st.session_state.get("count", 0) + 1
    st.text(f"count = {st.session_state.get('count', 0)};")


counter()
