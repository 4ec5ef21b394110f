"""Who works at the desk: login, sessions, people and their roles. Every change leaves a line."""
