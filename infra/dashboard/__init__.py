"""CloudWatch away from CloudWatch: what the alarms and the dashboard of ``observability.yaml`` would show."""
