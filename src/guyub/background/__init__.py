"""Work that nobody has to wait for: jobs with their progress, notices at the end, and the push that carries them."""
