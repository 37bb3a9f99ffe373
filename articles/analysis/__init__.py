"""The engine: reads a news text and says what a demanding editor would ask. Imports no Django."""
