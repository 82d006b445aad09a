"""A Slack stand-in: the Web API that Newswatch calls, the rules it enforces, and a page to look at.

It holds what Slack would hold, so a test may ask its history how often something
was posted. What it answers follows Slack's documentation (docs.slack.dev) and,
where that is silent, what has been reported of the real thing; where neither
helps, the comment beside the rule says so.
"""
