"""Forms of the review: what people type before a service decides."""
