"""What to post, where and when: due times and plans (pure), the ledger, delivery, and the scheduler that wakes it."""
