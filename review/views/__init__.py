"""Pages of the review: the story with its flags and steps, and the desk's queue, report, policy, history."""
