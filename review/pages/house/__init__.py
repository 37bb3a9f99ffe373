"""The record of the house: its own chain, its keys, its checkpoints."""
