"""What is delivered, when, and how an outbox row goes on."""
