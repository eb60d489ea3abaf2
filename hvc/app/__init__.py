"""The screen: Report and state → Streamlit pages."""
