"""The pages of the responses room: what customers answer, and what colleagues see of a survey."""
