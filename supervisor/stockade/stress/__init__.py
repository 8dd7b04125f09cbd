"""The stress run: hostile samples among honest jobs, and a count of what they leave behind."""
