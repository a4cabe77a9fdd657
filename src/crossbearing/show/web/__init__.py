"""The workbench: an API over a case and the pages that use it."""
