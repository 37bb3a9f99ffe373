"""Pages about people: the door (sign in, join, passwords), the people, the desks."""
