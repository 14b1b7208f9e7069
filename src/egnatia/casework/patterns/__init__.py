"""What is out of pattern among the acts of a node's own people, as the head of internal affairs would look for it."""
