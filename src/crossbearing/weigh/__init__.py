"""An incident in; positions, findings and rival explanations out."""
