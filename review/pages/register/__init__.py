"""The register of the house's policies."""
