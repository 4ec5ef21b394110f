"""Rules on words: what a clerk typed, and any text given. Importing the package registers them; no Django."""
