"""What operators see of the running house: log lines, numbers, and traces where they are wanted. No person's data."""
