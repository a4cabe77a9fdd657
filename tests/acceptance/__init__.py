"""What the program concludes from real and from coded accounts, against what a careful reader concludes."""
