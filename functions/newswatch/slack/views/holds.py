"""Why something is held, in words."""

from newswatch.posts import Hold

BECAUSE = {
    Hold.WHEN: "that is when its topics deliver",
    Hold.QUIET: "quiet hours",
    Hold.SNOOZE: "snoozed",
    Hold.HOUR: "as many messages an hour as are to come",
    Hold.DAY: "as many messages of the topic a day as are to come",
    Hold.PARKED: "Slack did not take it",
    Hold.MUTED: "only outlets that are muted there carry it so far",
}
"""What comes after a colon."""
