"""Who did it to whom, who was there, who holds the ground, and what is said to have been meant."""
