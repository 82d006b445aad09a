"""What is around the functions: the laptop, alarms, the Slack app."""
