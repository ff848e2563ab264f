"""The pages of the customers room: the people, and the files they come in."""
