"""What gives cause for a run: events, webhooks, forms, schedules. Each is stored first, then answered by every flow."""
