"""System checks: what must be true of this installation."""
