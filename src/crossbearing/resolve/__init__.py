"""Claims in; claims out, with candidates for places, times and actors."""
