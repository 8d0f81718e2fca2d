"""What several commands share: the session, the questions, the write and its report."""
