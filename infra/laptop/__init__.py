"""AWS and Slack on a laptop. Nothing of it runs in Lambda."""
