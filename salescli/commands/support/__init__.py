"""What several commands share: the session and its folders for reading, asking and writing."""
