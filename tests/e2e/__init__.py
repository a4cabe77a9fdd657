"""The whole program through its command line, and its pages in a real browser."""
