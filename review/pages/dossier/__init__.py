"""The file of a publication: inside, outside, and who may see it."""
