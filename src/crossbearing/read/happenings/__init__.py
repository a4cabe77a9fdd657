"""What happened: events, their phases and order, what came before and after, and which mentions are one."""
