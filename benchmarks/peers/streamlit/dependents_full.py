import streamlit as st

level = st.slider("Level", 0, 1000, 0)
for number in range(20):
    st.text(f"out {number} = {level + number};")
