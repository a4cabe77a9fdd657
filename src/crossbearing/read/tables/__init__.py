"""Tables inside texts: rows of bulletins and logs, with what their columns tell."""
