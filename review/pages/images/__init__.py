"""The page on which what an image's file says of itself is contradicted."""
