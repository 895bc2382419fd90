import streamlit as st

for number in range(30):
    st.text(f"Text {number}")
if st.button("Count"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text(f"count = {st.session_state.get('count', 0)};")
