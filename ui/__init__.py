"""The only shared Streamlit code: state and link, controls, frame, figures. Pages put it together."""
