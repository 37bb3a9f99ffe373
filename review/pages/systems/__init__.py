"""The register of AI systems."""
