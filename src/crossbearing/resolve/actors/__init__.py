"""Names of bodies and speakers to actors: suggestions with reasons; the as-written name stays."""
