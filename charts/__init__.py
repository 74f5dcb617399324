"""What is drawn: results in, tables and Altair charts out. No Streamlit, and no number inside a chart's spec."""
